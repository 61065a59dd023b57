import type { FaultSeverity, ProposalCause } from '@pitlane/contracts';
import { type Fault, faultOf, gravest, gravityOf } from '../fault-codes/fault-code.js';
import { SETTINGS } from '../settings.js';

/** What is known of a car that has told something. */
export interface Condition {
  readonly vehicleId: string;
  /** The owner; null when the store does not know them, or who they are was erased. */
  readonly customerId: string | null;
  /** Of the latest reading. */
  readonly mileageKm: number;
  /** When its last service was done here; null when none was, or somebody has answered for the next one. */
  readonly servicedAtKm: number | null;
  /** Confirmed faults for which nobody has answered. */
  readonly faultCodes: readonly string[];
}

/** What a booking is proposed for. */
export interface Need {
  readonly cause: ProposalCause;
  readonly vehicleId: string;
  readonly customerId: string | null;
  readonly mileageKm: number;
  /** Gravest first, then by code. */
  readonly faultCodes: readonly string[];
  readonly severity: FaultSeverity;
  /** The fault in words, as the agent reads it. */
  readonly describedFault: string;
  /** Operation codes of the labor catalog. */
  readonly operationCodes: readonly string[];
}

/** Of more faults the gravest are proposed first. */
const MOST_FAULTS = 50;
const MOST_DESCRIBED = 20;

/** Whether the condition of the car calls for a visit (APT-16). */
export function needOf(cause: ProposalCause, condition: Condition): Need | undefined {
  return cause === 'faults' ? faultsNeed(condition) : serviceNeed(condition);
}

function faultsNeed({ vehicleId, customerId, mileageKm, faultCodes }: Condition): Need | undefined {
  if (faultCodes.length === 0) return undefined;
  const faults = faultCodes
    .map(faultOf)
    .toSorted((a, b) => gravityOf(b) - gravityOf(a) || (a.code < b.code ? -1 : 1))
    .slice(0, MOST_FAULTS);
  return {
    ...{ cause: 'faults', vehicleId, customerId, mileageKm },
    faultCodes: faults.map(({ code }) => code),
    severity: gravest(faults),
    describedFault: wordsOf(faults, mileageKm),
    operationCodes: [...new Set(faults.map(({ operationCode }) => operationCode))],
  };
}

function wordsOf(faults: readonly Fault[], mileageKm: number): string {
  const described = faults
    .slice(0, MOST_DESCRIBED)
    .map(({ code, nameZh, symptomZh }) => `${code} ${nameZh}（${symptomZh}）`);
  const rest = faults.length > MOST_DESCRIBED ? `等 ${faults.length} 项` : '';
  return `车辆上报故障：${described.join('；')}${rest}。里程 ${mileageKm} km。`;
}

/** A service falls due by the kilometres since the last one that was done here; nobody is invited on a guess. */
function serviceNeed({ vehicleId, customerId, mileageKm, servicedAtKm }: Condition): Need | undefined {
  if (servicedAtKm === null) return undefined;
  const drivenKm = mileageKm - servicedAtKm;
  if (drivenKm < SETTINGS.serviceIntervalKm - SETTINGS.serviceAheadKm) return undefined;
  return {
    ...{ cause: 'service-due', vehicleId, customerId, mileageKm, faultCodes: [], severity: 'soon' },
    describedFault: `里程 ${mileageKm} km，距上次保养 ${drivenKm} km，建议保养。`,
    operationCodes: SETTINGS.serviceOperations.slice(0, 1),
  };
}
