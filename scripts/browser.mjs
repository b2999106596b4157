// Finds a Chromium for the browser tests: what the machine has, else Debian's package where it can be installed.
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { installPackages } from './debian.mjs'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const onMac = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

export function findBrowser() {
  const given = process.env.TERANG_BROWSER
  if (given !== undefined && given !== '') return isProgram(given) ? given : undefined
  const folders = (process.env.PATH ?? '').split(delimiter)
  return [...folders.flatMap((folder) => names.map((name) => join(folder, name))), ...onMac].find(isProgram)
}

export function installBrowser() {
  installPackages(['chromium'])
  return findBrowser()
}
