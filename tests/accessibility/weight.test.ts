// The first view of the vacancy list on a slow line: everything that is transferred, compressed, fonts included.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openBrowser } from '../support/browser.ts'
import { openPortal } from '../support/portal.ts'

const portal = await openPortal({ demoSize: 150 })
const browser = await openBrowser(portal.url)
after(async () => {
  await browser.close()
  await portal.stop()
})

const limit = 60 * 1024

for (const width of [360, 1280]) {
  test(`the first view of the vacancy list transfers at most 60 kB at ${width} px`, async () => {
    const person = await browser.open({ width })
    const { page } = person
    const network = await person.context.newCDPSession(page)
    await network.send('Network.enable')
    const addresses = new Map<string, string>()
    const sizes = new Map<string, number>()
    network.on('Network.responseReceived', ({ requestId, response }) =>
      addresses.set(requestId, response.url),
    )
    network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) =>
      sizes.set(requestId, encodedDataLength),
    )
    await page.goto('/lowongan', { waitUntil: 'networkidle' })
    const parts = [...sizes].map(([id, size]) => `${size} ${addresses.get(id) ?? ''}`)
    const total = [...sizes.values()].reduce((sum, size) => sum + size, 0)
    assert.ok(total > 5_000, 'nothing was measured')
    assert.ok(total <= limit, `${total} bytes:\n${parts.join('\n')}`)
    await person.close()
  })
}
