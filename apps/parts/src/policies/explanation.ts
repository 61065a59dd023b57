import type { DemandClass } from '../forecasts/demand-class.js';
import type { ForecastMethod } from '../forecasts/forecast.js';
import { LEAST_REQUESTS, POLICY_VERSION, type PolicyInputs, type Proposal } from './stock-policy.js';

/** Why a number is proposed, for people: what was put in, the formula, what came out (PRT-15). */
export interface Explanation {
  readonly version: string;
  readonly formula: string;
  readonly zh: string;
  readonly en: string;
}

const MOST_DECIMALS = 3;

/** `1500` thousandths → `1.5` */
const units = (thousandths: number): string => decimal(thousandths / 1000);
const decimal = (value: number): string => String(Number(value.toFixed(MOST_DECIMALS)));

export function explain(inputs: PolicyInputs, proposal: Proposal): Explanation {
  const formula = FORMULAS[proposal.leadTimeDemand];
  if (!proposal.isStocked) return { version: POLICY_VERSION, formula, ...notStocked(inputs) };
  return { version: POLICY_VERSION, formula, zh: chinese(inputs, proposal), en: english(inputs, proposal) };
}

const LIMITS = 'MIN > ROP; MAX = MIN − 1 + ⌈D·C ÷ pack⌉·pack';
const FORMULAS = {
  normal: `ROP = D·L + z·√(L·σd² + D²·σL²); ${LIMITS}`,
  'negative-binomial': `ROP = quantile of NB(μ = D·L, σ² = L·σd² + D²·σL²); ${LIMITS}`,
} as const;

const CLASS_ZH: Readonly<Record<DemandClass, string>> = {
  smooth: '平稳',
  erratic: '波动',
  intermittent: '间断',
  lumpy: '块状',
  none: '无',
};
const METHOD_ZH: Readonly<Record<ForecastMethod, string>> = {
  ses: '指数平滑',
  sba: 'SBA（修正Croston）',
  tsb: 'TSB（需求消退）',
  none: '无',
};
const METHOD_EN: Readonly<Record<ForecastMethod, string>> = {
  ses: 'simple exponential smoothing',
  sba: 'the Syntetos-Boylan approximation of Croston',
  tsb: 'Teunter-Syntetos-Babai, for demand that fades',
  none: 'nothing',
};

function notStocked({ requestsInYear }: PolicyInputs): { zh: string; en: string } {
  return {
    zh: `近12个月只有${requestsInYear}次需求（不足${LEAST_REQUESTS}次）或已无需求，建议不备库，有需要时再订。`,
    en:
      `${requestsInYear} requests in 12 months, and a part is stocked from ${LEAST_REQUESTS} and while it is asked for: ` +
      'keep none, order when it is wanted.',
  };
}

function chinese(inputs: PolicyInputs, proposal: Proposal): string {
  const season = inputs.seasonPercent === 100 ? '' : `，季节与活动系数${inputs.seasonPercent}%`;
  const isMeasured = inputs.leadTimeSource === 'measured';
  const leadTime = isMeasured ? `供应商${inputs.leadTimeOrders}张订单实测` : '按门店设定';
  const distribution = proposal.leadTimeDemand === 'normal' ? `z=${proposal.zThousandths / 1000}` : '负二项分布';
  return (
    `近12个月有${inputs.requestsInYear}次需求，需求${CLASS_ZH[inputs.demandClass]}` +
    `（ADI ${inputs.intervalWeeksHundredths / 100}周，CV² ${inputs.cvSquaredHundredths / 100}，共${inputs.weeks}周）；` +
    `用${METHOD_ZH[inputs.method]}预测每天${decimal(inputs.perDayMillionths / 1e6)}，` +
    `标准差${decimal(inputs.perDayDeviationMillionths / 1e6)}${season}。` +
    `到货周期${inputs.leadTimeDays}±${inputs.leadTimeDeviationDays}天（${leadTime}），` +
    `服务水平${inputs.serviceLevelBasisPoints / 100}%（${distribution}）：` +
    `再订货点${units(proposal.reorderPointThousandths)}，其中安全库存${units(proposal.safetyStockThousandths)}` +
    `（约${proposal.safetyDays}天）。低于MIN ${units(proposal.minThousandths)}时订到MAX ${units(proposal.maxThousandths)}` +
    `：订货周期${inputs.orderCycleDays}天，最小包装${units(inputs.packThousandths)}。`
  );
}

function english(inputs: PolicyInputs, proposal: Proposal): string {
  const season =
    inputs.seasonPercent === 100 ? '' : `, season and campaigns put it at ${inputs.seasonPercent} % of the mean`;
  const distribution =
    proposal.leadTimeDemand === 'normal' ? `z = ${proposal.zThousandths / 1000}` : 'negative binomial';
  const isMeasured = inputs.leadTimeSource === 'measured';
  const leadTime = isMeasured ? `measured on ${inputs.leadTimeOrders} orders` : "the store's terms";
  return (
    `${inputs.requestsInYear} requests in 12 months, ${inputs.demandClass} demand ` +
    `(ADI ${inputs.intervalWeeksHundredths / 100} weeks, CV² ${inputs.cvSquaredHundredths / 100}, ${inputs.weeks} weeks); ` +
    `by ${METHOD_EN[inputs.method]} ${decimal(inputs.perDayMillionths / 1e6)} a day is expected, ` +
    `± ${decimal(inputs.perDayDeviationMillionths / 1e6)}${season}. ` +
    `Orders take ${inputs.leadTimeDays} ± ${inputs.leadTimeDeviationDays} days (${leadTime}). ` +
    `Service level ${inputs.serviceLevelBasisPoints / 100} % (${distribution}): ` +
    `reorder point ${units(proposal.reorderPointThousandths)}, of which safety stock ` +
    `${units(proposal.safetyStockThousandths)} (about ${proposal.safetyDays} days). ` +
    `Below MIN ${units(proposal.minThousandths)} order up to MAX ${units(proposal.maxThousandths)}: ` +
    `an order cycle of ${inputs.orderCycleDays} days, packs of ${units(inputs.packThousandths)}.`
  );
}
