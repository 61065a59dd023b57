import { DomainError } from '@pitlane/kernel';

export class DeferredWorkEnded extends DomainError {
  constructor(id: string, status: string) {
    super('APPOINTMENTS.DEFERRED_WORK_ENDED', 'conflict', `The deferred work ${id} is ${status}.`, {
      id,
      currentStatus: status,
    });
  }
}

export class DeferredWorkOfAnotherVehicle extends DomainError {
  constructor(id: string) {
    const message = `The deferred work ${id} is of another vehicle than the visit.`;
    super('APPOINTMENTS.DEFERRED_WORK_OF_ANOTHER_VEHICLE', 'invalid', message, { pointer: '/appointmentId', id });
  }
}

export class VisitNotTakingPlace extends DomainError {
  constructor(appointmentId: string, status: string) {
    const message = `Appointment ${appointmentId} is ${status}: it can take nothing up.`;
    super('APPOINTMENTS.VISIT_NOT_TAKING_PLACE', 'conflict', message, { appointmentId, currentStatus: status });
  }
}
