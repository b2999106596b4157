// Go and golang.org/x/mod as Debian packs them, for the checker that shares no code with us (tests/independent). It is
// built from these packages alone: no module is fetched.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { installPackages } from './debian.mjs'

const sources = '/usr/share/gocode'

export function findGo() {
  if (!existsSync(`${sources}/src/golang.org/x/mod/sumdb/tlog`)) return undefined
  return spawnSync('go', ['version'], { stdio: 'ignore' }).status === 0 ? 'go' : undefined
}

export function installGo() {
  installPackages(['golang-go', 'golang-golang-x-mod-dev'])
  return findGo()
}

/** Builds one file into a program; throws with what the compiler said. */
export function buildGo(file, program, cache) {
  const { status, stderr, error } = spawnSync('go', ['build', '-o', program, file], {
    encoding: 'utf8',
    timeout: 5 * 60_000,
    env: {
      ...process.env,
      GO111MODULE: 'off',
      GOPATH: sources,
      GOFLAGS: '',
      GOCACHE: cache,
      GOPROXY: 'off',
      CGO_ENABLED: '0',
    },
  })
  if (status !== 0) throw new Error(`go build: ${error?.message ?? stderr}`)
}
