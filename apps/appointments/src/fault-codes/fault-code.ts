import { FAULT_SEVERITIES, type FaultSeverity, type FaultSystem } from '@pitlane/contracts';
import { type CommonFault, COMMON_FAULTS } from './fault-codes.js';

const SYSTEMS: Readonly<Record<string, { readonly system: FaultSystem; readonly zh: string; readonly en: string }>> = {
  P: { system: 'powertrain', zh: '动力系统', en: 'powertrain' },
  B: { system: 'body', zh: '车身系统', en: 'body' },
  C: { system: 'chassis', zh: '底盘系统', en: 'chassis' },
  U: { system: 'network', zh: '网络通信', en: 'network' },
};

/** What finds the cause of a fault that the table does not have: a guided fault search. */
const DIAGNOSIS = 'DIA-001';

/** A fault in words. */
export interface Fault extends CommonFault {
  readonly system: FaultSystem;
  /** Whether the table has the code; else it is the maker's own, and only its system is known. */
  readonly known: boolean;
}

const byCode = new Map(COMMON_FAULTS.map((fault) => [fault.code, fault]));

/** The words for a code; for one that the table does not have those of its system, by its first letter (SAE J2012). */
export function faultOf(code: string): Fault {
  const named = SYSTEMS[code.charAt(0)];
  if (!named) throw new RangeError(`${code} is no fault code.`);
  const { system, zh, en } = named;
  const known = byCode.get(code);
  if (known) return { ...known, system, known: true };
  const names = { nameZh: `未知故障码（${zh}）`, nameEn: `Unknown code (${en})`, symptomZh: '故障灯亮' };
  return { code, severity: 'soon', operationCode: DIAGNOSIS, ...names, system, known: false };
}

/** The graver, the higher. */
export const gravityOf = ({ severity }: Pick<Fault, 'severity'>): number => FAULT_SEVERITIES.indexOf(severity);

/** The gravest; `info` of none. */
export function gravest(faults: readonly Pick<Fault, 'severity'>[]): FaultSeverity {
  return FAULT_SEVERITIES.findLast((severity) => faults.some((fault) => fault.severity === severity)) ?? 'info';
}
