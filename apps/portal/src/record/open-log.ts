// The first entry of a log names it (`log.buka`); its verifier key and policy stand beside the tiles.
// The policy is empty until witnesses exist: `quorum none`, and pages say so.
import type { Services } from '../services/services.ts'

/** Writes what is missing; does nothing where the log is open already. */
export async function openLog(services: Services, vkey: string): Promise<void> {
  const { worker, record, publicFiles, agency } = services
  await publicFiles.write('log.vkey', Buffer.from(`${vkey}\n`, 'utf8'))
  await publicFiles.write('policy', Buffer.from(`log ${vkey}\nquorum none\n`, 'utf8'))
  await worker.transaction().execute(async (trx) => {
    const first = await trx.selectFrom('log.entry').select('idx').limit(1).executeTakeFirst()
    const waiting = await trx.selectFrom('log.pending').select('seq').limit(1).executeTakeFirst()
    if (first !== undefined || waiting !== undefined) return
    await record.enqueue(trx, {
      t: 'log.buka',
      at: services.clock.now(),
      by: 'sistem:log',
      body: { format: 1, origin: agency.log.origin },
    })
  })
}
