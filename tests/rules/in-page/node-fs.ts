// node:fs where there is no Node: reads the files of the project through one function that the host of the tests gives.

declare const readProjectFile: (path: string) => string | null

function pathOf(address: string | URL): string {
  return typeof address === 'string' ? address : decodeURIComponent(address.pathname)
}

export function existsSync(address: string | URL): boolean {
  return readProjectFile(pathOf(address)) !== null
}

export function readFileSync(address: string | URL): string {
  const text = readProjectFile(pathOf(address))
  if (text === null) throw new Error(`ENOENT: ${pathOf(address)}`)
  return text
}

/** The host answers a folder with its names, one a line. */
export function readdirSync(address: string | URL): string[] {
  return readFileSync(address)
    .split('\n')
    .filter((name) => name !== '')
}
