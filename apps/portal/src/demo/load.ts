// Loads the demo on the first start: two rounds of invented people through the same doors as real acts.
import type { SequencerOptions } from '../record/sequencer.ts'
import type { Services } from '../services/services.ts'

/** Does nothing where a demo is there already. */
export async function loadDemo(_services: Services, _sequencing: SequencerOptions): Promise<void> {}
