/**
 * Which text a person reads: one identifier for every standing in every stage (states.md 4.1), or the
 * letter that says why the pair cannot occur. The texts themselves are words of the portal.
 */
import { STAGE_CODES } from './process.ts'
import type { StageCode } from './process.ts'
import type { Standing } from './standing.ts'

/**
 * a: nothing is public yet; b: applications begin with the stage `ap`; c: comes into being by a later
 * act; e: the act that ended an earlier stage replaced it; f: that act is refused while anybody stands
 * here; g: a cancelled round makes all `cancelled`.
 */
export type Impossible = 'a' | 'b' | 'c' | 'e' | 'f' | 'g'
export type StandingText = { text: string } | { impossible: Impossible }

// pl an ap ar rs ao aa sk sb fr fo fa fi np en ca
// prettier-ignore
const TABLE: Readonly<Record<Standing, string>> = {
  noApplication: 'a N1 N2 N3 N3 N3 N3 N3 N3 N3 N3 N3 N3 N3 N4 K2',
  draftIncomplete: 'a b D1 e e e e e e e e e e e e g',
  draftComplete: 'a b D2 e e e e e e e e e e e e g',
  lapsed: 'a b c L1 L1 L1 L1 L1 L1 L1 L1 L1 L1 L1 L1 g',
  submitted: 'a b S1 S2 f f f f f f f f f f f g',
  correctionDue: 'a b C1 C1 f f f f f f f f f f f g',
  eligible: 'a b E1 E1 E2 E2 E2 E3 f f f f f f f g',
  ineligible: 'a b I1 I1 I1 I2 I3 I3 I3 I3 I3 I3 I3 I3 I3 g',
  objectionFiled: 'a b c c c O1 O1 f f f f f f f f g',
  objectionGranted: 'a b c c c O3 O3 e e e e e e e e g',
  objectionRefused: 'a b c c c O2 O2 O2 O2 O2 O2 O2 O2 O2 O2 g',
  called: 'a b c c c c c U1 U2 f f f f f f g',
  scored: 'a b c c c c c V1 V2 e e e e e e g',
  reused: 'a b c c c c c R1 e e e e e e e g',
  absentSkd: 'a b c c c c c T1 T1 T1 T1 T1 T1 T1 T1 g',
  disqualifiedSkd: 'a b c c c c c X1 X1 X1 X1 X1 X1 X1 X1 g',
  disqualifiedFiled: 'a b c c c c c X2 X2 f f f f f f g',
  gradeNotMet: 'a b c c c c c c G1 G1 G1 G1 G1 G1 G1 g',
  passedNotShortlisted: 'a b c c c c c c G2 G2 G2 G2 G2 G2 G2 g',
  shortlisted: 'a b c c c c c c H1 f f f f f f g',
  absentSkb: 'a b c c c c c c T1 T1 T2 T1 T1 T1 T1 g',
  disqualifiedSkb: 'a b c c c c c c X1 X1 X1 X1 X1 X1 X1 g',
  failedEliminatingTest: 'a b c c c c c c M1 M1 M2 M1 M1 M1 M1 g',
  passed: 'a b c c c c c c c P1 P1 P1 e e e g',
  passedByOverflow: 'a b c c c c c c c P2 P2 P2 e e e g',
  unresolvedTieSet: 'a b c c c c c c c Q1 Q2 Q1 f f f g',
  notPassed: 'a b c c c c c c c B1 B2 B3 B4 B4 B3 g',
  finalObjectionFiled: 'a b c c c c c c c c F1 F1 f f f g',
  finalObjectionGranted: 'a b c c c c c c c c F3 F3 e e e g',
  finalObjectionRefused: 'a b c c c c c c c c F2 F2 F2 F2 F2 g',
  seatLost: 'a b c c c c c c c c c c J1 J1 J1 g',
  filingDue: 'a b c c c c c c c c c c Y1 Y1 f g',
  filingSent: 'a b c c c c c c c c c c Y2 Y3 f g',
  filingLapsed: 'a b c c c c c c c c c c c Y4 Y4 g',
  numbered: 'a b c c c c c c c c c c c Z1 Z2 g',
  withdrawnUndoable: 'a b W1 e e e e e e e e e e e e g',
  withdrawn: 'a b W2 W2 W2 W2 W2 W2 W2 W2 W2 W2 W2 W2 W2 g',
  revoked: 'a b c c A1 A1 A1 A1 A1 A1 A1 A1 A1 A1 A1 g',
  revokedFiled: 'a b c c A2 A2 A2 A2 A2 A2 A2 A2 A2 A2 f g',
  cancelled: 'a b K1 K3 K3 K3 K3 K3 K3 K3 K3 K3 K3 K3 K3 K2',
}

export function textFor(standing: Standing, stage: StageCode): StandingText {
  const cell = TABLE[standing].split(' ')[STAGE_CODES.indexOf(stage)]
  if (cell === undefined) throw new Error(`no text for ${standing} in ${stage}`)
  return /^[A-Z]/.test(cell) ? { text: cell } : { impossible: cell as Impossible }
}
