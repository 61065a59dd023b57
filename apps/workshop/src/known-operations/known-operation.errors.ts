import { DomainError } from '@pitlane/kernel';

export class OperationUnknown extends DomainError {
  constructor(operationCode: string) {
    const message = `The price list in force has no operation ${operationCode}.`;
    super('WORKSHOP.OPERATION_UNKNOWN', 'invalid', message, { operationCode, pointer: '/operationCode' });
  }
}
