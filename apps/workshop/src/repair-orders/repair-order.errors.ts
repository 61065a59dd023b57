import type { PayType } from '@pitlane/contracts';
import { DomainError } from '@pitlane/kernel';
import type { JobStatus, RepairOrderStatus } from './repair-order-status.js';

export class WrongOrderStatus extends DomainError {
  constructor(id: string, current: RepairOrderStatus) {
    super('WORKSHOP.WRONG_ORDER_STATUS', 'conflict', `Repair order ${id} is ${current}.`, { id, current });
  }
}

export class WrongJobStatus extends DomainError {
  constructor(jobId: string, current: JobStatus) {
    super('WORKSHOP.WRONG_JOB_STATUS', 'conflict', `Job ${jobId} is ${current}.`, { jobId, current });
  }
}

/** An event of another service names an order that is not here yet: it will be tried again. */
export class RepairOrderNotKnown extends DomainError {
  constructor(id: string) {
    super('WORKSHOP.REPAIR_ORDER_NOT_KNOWN', 'conflict', `Repair order ${id} is not known yet.`, { id });
  }
}

export class VehicleNotKnown extends DomainError {
  constructor(vehicleId: string) {
    const message = `Vehicle ${vehicleId} is not known in this store.`;
    super('WORKSHOP.VEHICLE_NOT_KNOWN', 'invalid', message, { vehicleId, pointer: '/vehicleId' });
  }
}

/** What the store itself pays for is a manager's to give (BIL-4). */
export class PayTypeNotYours extends DomainError {
  constructor(payType: PayType) {
    const message = `Only a service manager has work done as ${payType}.`;
    super('WORKSHOP.PAY_TYPE_NOT_YOURS', 'forbidden', message, { payType, pointer: '/payType' });
  }
}

export class TooManyLines extends DomainError {
  constructor(id: string, most: number) {
    const message = `Repair order ${id} holds at most ${most} lines: drop some, or open another order.`;
    super('WORKSHOP.TOO_MANY_LINES', 'conflict', message, { id, most });
  }
}

export class MileageFell extends DomainError {
  constructor(lastMileageKm: number) {
    const message = `The last known mileage is ${lastMileageKm} km; state why it is lower now.`;
    super('WORKSHOP.MILEAGE_FELL', 'conflict', message, { lastMileageKm, pointer: '/mileageKm' });
  }
}

export class IntakeIncomplete extends DomainError {
  constructor(pointer: string, message: string) {
    super('WORKSHOP.INTAKE_INCOMPLETE', 'invalid', message, { pointer });
  }
}

export class NotYourJob extends DomainError {
  constructor(jobId: string) {
    super('WORKSHOP.NOT_YOUR_JOB', 'conflict', `Job ${jobId} is dispatched to another technician.`, { jobId });
  }
}

export class PartsStillDrawn extends DomainError {
  constructor(jobId: string, lineIds: string[]) {
    const message = `Parts were drawn for job ${jobId}: they are returned before it is dropped.`;
    super('WORKSHOP.PARTS_STILL_DRAWN', 'conflict', message, { jobId, lineIds });
  }
}

export class ReworkCannotBeDropped extends DomainError {
  constructor(jobId: string) {
    super('WORKSHOP.REWORK_NOT_DROPPABLE', 'conflict', `Job ${jobId} is rework: it is done, not dropped.`, { jobId });
  }
}
