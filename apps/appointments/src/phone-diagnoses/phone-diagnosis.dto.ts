import { Code, Instant, Integer, ListOf, OneOf, Text, TextList, Uuid } from '@pitlane/contracts';
import { PageQuery } from '@pitlane/platform';
import { PHONE_OUTCOMES, type PhoneDiagnosis, type PhoneOutcome } from './phone-diagnosis.entity.js';

export class DiagnoseBody {
  @Uuid() customerId!: string;
  @Uuid() vehicleId!: string;
  /** The customer's words. */
  @Text(2000) complaint!: string;
  @TextList({ max: 20 }) symptoms!: string[];
  @Text(1000) result!: string;
  @OneOf(PHONE_OUTCOMES) outcome!: PhoneOutcome;
  @Text(1000, { optional: true }) advice?: string;
}

export class PhoneDiagnosesQuery extends PageQuery {
  @Uuid({ optional: true }) vehicleId?: string;
}

export class PhoneDiagnosisView {
  @Uuid() id!: string;
  @Integer() version!: number;
  @Uuid() customerId!: string;
  @Uuid() vehicleId!: string;
  @Text(2000) complaint!: string;
  @TextList() symptoms!: string[];
  @Text(1000) result!: string;
  @OneOf(PHONE_OUTCOMES) outcome!: PhoneOutcome;
  @Text(1000, { nullable: true }) advice!: string | null;
  @Instant() diagnosedAt!: string;
  @Code() diagnosedBy!: string;

  static of(diagnosis: PhoneDiagnosis): PhoneDiagnosisView {
    const { id, version, customerId, vehicleId, complaint, symptoms, result, outcome, advice } = diagnosis;
    return {
      ...{ id, version, customerId, vehicleId, complaint, symptoms, result, outcome, advice },
      diagnosedAt: diagnosis.diagnosedAt.toISOString(),
      diagnosedBy: diagnosis.diagnosedBy,
    };
  }
}

export class PhoneDiagnosisPageView {
  @ListOf(() => PhoneDiagnosisView) items!: PhoneDiagnosisView[];
  @Text(200, { nullable: true }) nextCursor!: string | null;
}
