// Loaded into a process that is measured (node --import): when it ends, it writes what it cost to the file that
// TERANG_COST_FILE names. All its threads count; the peak is the kernel's own high-water mark.
import { readFileSync, writeFileSync } from 'node:fs'

export interface Cost {
  cpuMs: number
  peakMB: number
}

process.on('exit', () => {
  const { userCPUTime, systemCPUTime } = process.resourceUsage()
  const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))
  const cost: Cost = { cpuMs: (userCPUTime + systemCPUTime) / 1000, peakMB: Number(peak?.[1]) / 1024 }
  writeFileSync(process.env['TERANG_COST_FILE'] ?? '/dev/stderr', JSON.stringify(cost))
})
