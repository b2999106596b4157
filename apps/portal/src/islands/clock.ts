// The time of day as pages write it. Zone and label stand on the html element, put there by the layout from the
// agency's file; the browser's own zone is never used.

function formatter(): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: document.documentElement.dataset.zone ?? 'UTC',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  })
}

/** 10.24.07 WIB in Indonesian, 10:24:07 WIB in English. */
export function clockText(): string {
  const { lang, dataset } = document.documentElement
  const time = formatter().format(new Date())
  return `${lang === 'en' ? time : time.replaceAll(':', '.')} ${dataset.zoneLabel ?? 'UTC'}`
}
