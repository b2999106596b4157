// <verify-site data-worker="/aset/verify-worker-….js" data-lang="id" data-selection="" data-words="{…}"> around what the
// page says without scripts: adds the button, runs the checker in a worker, and shows verdict, progress, differing
// cells, steps and the checkpoint. Icons are templates of the page, so that no markup is made here.
import type { CheckLine, Step } from '@terang/verify/report.ts'
import { workerAddress } from './trusted.ts'
import type { VerifyNews, VerifyOrder } from './verify-worker.ts'

const STEPS: readonly Step[] = [
  'site',
  'log',
  'monitor',
  'witness',
  'files',
  'rules',
  'scores',
  'counts',
  'rank',
]
type State = 'ok' | 'no' | 'idle'

interface Words {
  start: string
  again: string
  running: string
  match: string
  matchText: string
  mismatch: string
  mismatchText: string
  stopped: string
  stoppedText: string
  summary: string
  differences: string
  place: string
  found: string
  expected: string
  official: string
  report: string
  steps: string
  state: Record<State, string>
  step: Record<Step, string>
  checkpoint: string
  entries: string
  root: string
  noWitness: string
}

type Report = Extract<VerifyNews, { kind: 'report' }>

export class VerifySite extends HTMLElement {
  #words!: Words
  #worker: Worker | undefined
  #lines: CheckLine[] = []
  #began = 0
  #out = document.createElement('div')
  #bar = document.createElement('progress')
  #line = document.createElement('p')
  #button = document.createElement('button')

  connectedCallback(): void {
    if (!('Worker' in globalThis) || this.dataset.worker === undefined) return
    this.#words = JSON.parse(this.dataset.words ?? '{}') as Words
    this.#button.type = 'button'
    this.#button.className = 't-btn'
    this.#button.append(this.#icon('again'), this.#words.start)
    this.#button.addEventListener('click', () => this.#start())
    this.#out.className = 't-stack'
    this.#out.dataset.gap = '6'
    this.querySelector('[data-plain]')?.remove()
    this.append(this.#button, this.#out)
  }

  disconnectedCallback(): void {
    this.#worker?.terminate()
  }

  #start(): void {
    this.#worker?.terminate()
    this.#lines = []
    this.#began = performance.now()
    this.#button.setAttribute('aria-busy', 'true')
    this.#button.replaceChildren(this.#icon('again'), this.#words.running)
    this.#bar = document.createElement('progress')
    this.#bar.className = 't-progress'
    this.#bar.max = STEPS.length * 1000
    this.#bar.value = 0
    this.#bar.setAttribute('aria-label', this.#words.running)
    this.#line = document.createElement('p')
    this.#line.className = 't-small t-muted'
    this.#line.setAttribute('role', 'status')
    this.#line.textContent = this.#words.running
    this.insertBefore(this.#button, this.#out)
    this.#out.replaceChildren(this.#bar, this.#line)
    const worker = new Worker(workerAddress(this.dataset.worker!), { type: 'module' })
    this.#worker = worker
    worker.addEventListener('message', ({ data }: MessageEvent<VerifyNews>) => this.#hear(data))
    worker.addEventListener('error', (event) => this.#stopped(event.message))
    const { selection } = this.dataset
    const order: VerifyOrder = {
      lang: this.dataset.lang === 'en' ? 'en' : 'id',
      ...(selection === undefined || selection === '' ? {} : { selection }),
    }
    worker.postMessage(order, [])
  }

  #hear(news: VerifyNews): void {
    if (news.kind === 'line') {
      this.#lines.push(news.line)
      this.#line.textContent = this.#words.step[news.line.step]
    } else if (news.kind === 'progress') {
      const part = news.total === 0 ? 1 : news.done / news.total
      this.#bar.value = (STEPS.indexOf(news.step) + part) * 1000
    } else if (news.kind === 'stopped') this.#stopped(news.detail)
    else this.#finished(news)
  }

  #done(): void {
    this.#worker?.terminate()
    this.#worker = undefined
    this.#button.removeAttribute('aria-busy')
    this.#button.dataset.v = 'quiet'
    this.#button.replaceChildren(this.#icon('again'), this.#words.again)
  }

  #stopped(detail: string): void {
    this.#done()
    const { stopped, stoppedText } = this.#words
    this.#out.replaceChildren(this.#verdict('no', stopped, [stoppedText, detail]), ...this.#steps())
  }

  #finished({ report, bytes }: Report): void {
    this.#done()
    const words = this.#words
    const seconds = ((performance.now() - this.#began) / 1000).toFixed(1)
    const wrong = this.#lines.filter(({ ok }) => !ok)
    const text = report.ok ? words.matchText : words.mismatchText.replace('{jumlah}', String(wrong.length))
    const summary = paragraph(
      words.summary
        .replace('{langkah}', String(STEPS.filter((step) => this.#stateOf(step) !== 'idle').length))
        .replace('{detik}', this.dataset.lang === 'en' ? seconds : seconds.replace('.', ','))
        .replace('{data}', sizeText(bytes, this.dataset.lang)),
      't-small t-muted',
    )
    this.#bar.value = this.#bar.max
    this.#bar.dataset.s = report.ok ? 'ok' : 'no'
    const top = element('div', 't-stack')
    const row = element('div', 't-row')
    row.dataset.v = 'between'
    row.append(summary, this.#button)
    top.append(
      this.#verdict(report.ok ? 'ok' : 'no', report.ok ? words.match : words.mismatch, [text]),
      this.#bar,
      row,
    )
    this.#out.replaceChildren(
      top,
      ...this.#differences(),
      ...this.#steps(),
      ...report.logs.map((log) => this.#log(log)),
    )
  }

  #verdict(tone: 'ok' | 'no', title: string, texts: readonly string[]): HTMLElement {
    const box = element('div', 't-verdict')
    if (tone === 'no') box.dataset.s = 'no'
    box.setAttribute('role', 'status')
    const body = element('div')
    const heading = element('h2')
    heading.textContent = title
    body.append(heading, ...texts.map((text) => paragraph(text)))
    box.append(this.#icon(tone === 'ok' ? 'good' : 'bad'), body)
    return box
  }

  #stateOf(step: Step): State {
    const lines = this.#lines.filter((line) => line.step === step)
    if (lines.length === 0) return 'idle'
    return lines.every(({ ok }) => ok) ? 'ok' : 'no'
  }

  #steps(): HTMLElement[] {
    const list = element('ol', 't-proof')
    for (const step of STEPS) {
      const state = this.#stateOf(step)
      const item = element('li')
      item.dataset.s = state
      const title = element('span', 't-proof__t')
      const said = element('span', 't-vh')
      said.textContent = `${this.#words.state[state]}: `
      title.append(said, this.#words.step[step])
      const detail = element('div', 't-proof__d')
      const lines = this.#lines.filter((line) => line.step === step)
      // What differs comes first and whole; what holds is summed up by its last lines.
      for (const line of [...lines.filter(({ ok }) => !ok), ...lines.filter(({ ok }) => ok)].slice(0, 12)) {
        detail.append(paragraph(line.text))
        if (line.detail !== undefined) detail.append(paragraph(line.detail, 't-hash'))
      }
      item.append(this.#icon(state), title, element('span'), detail)
      list.append(item)
    }
    return [this.#card(this.#words.steps, list)]
  }

  #differences(): HTMLElement[] {
    const cells = this.#lines.flatMap((line) => line.cells ?? [])
    if (cells.length === 0) return []
    const { place, found, expected, official, report } = this.#words
    const table = element('table', 't-table')
    const head = table.createTHead().insertRow()
    for (const text of [place, found, expected]) {
      const cell = element('th')
      cell.scope = 'col'
      cell.textContent = text
      head.append(cell)
    }
    const body = table.createTBody()
    for (const cell of cells.slice(0, 40)) {
      const row = body.insertRow()
      const where = element('th', 't-wrap-any')
      where.scope = 'row'
      where.textContent = `${cell.file} ${cell.line}, ${cell.key}, ${cell.column}`
      row.append(where)
      row.insertCell().textContent = cell.found
      row.insertCell().textContent = cell.expected
    }
    const box = element('div', 't-tablebox')
    box.tabIndex = 0
    box.setAttribute('role', 'region')
    box.setAttribute('aria-label', this.#words.differences)
    box.append(table)
    const row = element('div', 't-row mt-4')
    for (const [href, text, variant] of [
      [this.dataset.results, official, ''],
      [this.dataset.report, report, 'second'],
    ] as const) {
      if (href === undefined) continue
      const link = element('a', 't-btn')
      link.href = href
      if (variant !== '') link.dataset.v = variant
      link.textContent = text
      row.append(link)
    }
    return [this.#card(this.#words.differences, box, row)]
  }

  #log(log: Report['report']['logs'][number]): HTMLElement {
    const figures = element('div', 't-figs')
    const figure = (value: string, label: string): void => {
      const one = element('span', 't-fig')
      const number = element('b')
      number.textContent = value
      const below = element('span')
      below.textContent = label
      one.append(number, below)
      figures.append(one)
    }
    const { entries, root, noWitness, checkpoint } = this.#words
    figure(log.size.toLocaleString(this.dataset.lang === 'en' ? 'en-GB' : 'id-ID'), entries)
    const { valid, all } = log.witnesses
    if (all === 0) figure('0', noWitness)
    else figure(`${valid} / ${all}`, this.#words.step.witness)
    return this.#card(
      checkpoint,
      figures,
      paragraph(root, 't-small t-muted mt-4'),
      paragraph((log.root.match(/.{1,4}/g) ?? []).join(' '), 't-hash'),
    )
  }

  #card(title: string, ...content: HTMLElement[]): HTMLElement {
    const card = element('section', 't-card')
    const heading = element('h2', 'mb-3')
    heading.textContent = title
    card.append(heading, ...content)
    return card
  }

  #icon(name: string): Node {
    const template = this.querySelector<HTMLTemplateElement>(`template[data-icon="${name}"]`)
    return template?.content.cloneNode(true) ?? document.createTextNode('')
  }
}

function element<K extends keyof HTMLElementTagNameMap>(name: K, className = ''): HTMLElementTagNameMap[K] {
  const made = document.createElement(name)
  if (className !== '') made.className = className
  return made
}

function paragraph(text: string, className = ''): HTMLElement {
  const made = element('p', className)
  made.textContent = text
  return made
}

function sizeText(bytes: number, lang: string | undefined): string {
  const kb = Math.ceil(bytes / 1024)
  if (kb < 1024) return `${kb} KB`
  const mb = (kb / 1024).toFixed(1)
  return `${lang === 'en' ? mb : mb.replace('.', ',')} MB`
}

customElements.define('verify-site', VerifySite)
