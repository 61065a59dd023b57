import type { Language } from '../customers/customer.entity.js';

/**
 * A reminder is the store's own idea: it waits for the morning and needs consent. Anything else answers the customer. A code goes to
 * the phone that it proves, at once.
 */
export type TemplateKind = 'service' | 'reminder' | 'code';

interface Template {
  kind: TemplateKind;
  zh: string;
  en: string;
}

/** What is said to customers. `{name}` is a parameter; times are the store's, amounts in ¥. */
export const TEMPLATES = {
  'phone-code': {
    kind: 'code',
    zh: '【{store}】您的验证码是{code}，{minutes}分钟内有效。请勿告诉他人。',
    en: '[{store}] Your code is {code}, good for {minutes} minutes. Tell it to nobody.',
  },
  'appointment-booked': {
    kind: 'service',
    zh: '【{store}】您的车辆{plate}已预约{date} {time}到店，服务顾问{advisor}将接待您。{link}',
    en: '[{store}] {plate} is booked for {date} {time}. Your service advisor {advisor} will receive you.{link}',
  },
  'appointment-reminded': {
    kind: 'reminder',
    zh: '【{store}】温馨提醒：您预约于{date} {time}到店，一切已准备就绪，服务顾问{advisor}恭候光临。',
    en: '[{store}] All is ready for your visit on {date} at {time}. {advisor} looks forward to seeing you.',
  },
  'appointment-advisor-changed': {
    kind: 'service',
    zh: '【{store}】您{date} {time}的预约将由服务顾问{advisor}接待。',
    en: '[{store}] For your visit on {date} at {time} your service advisor will be {advisor}.',
  },
  'appointment-moved': {
    kind: 'service',
    zh: '【{store}】您的车辆{plate}的预约已改期至{date} {time}，服务顾问{advisor}将接待您。',
    en: '[{store}] Your visit with {plate} is moved to {date} at {time}. Your service advisor {advisor} will receive you.',
  },
  'appointment-cancelled': {
    kind: 'service',
    zh: '【{store}】您{date} {time}的预约已取消，如需另约时间请联系我们。',
    en: '[{store}] Your visit on {date} at {time} is cancelled. Please contact us for another time.',
  },
  'appointment-no-show': {
    kind: 'reminder',
    zh: '【{store}】您{date} {time}的预约未能到店，欢迎重新预约。',
    en: '[{store}] We missed you on {date} at {time}. You are welcome to book again.',
  },
  'waitlist-offered': {
    kind: 'service',
    zh: '【{store}】您候补的时段有空位：{date} {time}（车辆{plate}），已为您保留，请于{untilDate} {untilTime}前确认，逾期将让给下一位。',
    en: '[{store}] A time that you wait for is free: {date} {time} ({plate}). It is kept for you until {untilDate} {untilTime}, then the next is asked.',
  },
  'quote-issued': {
    kind: 'service',
    zh: '【{store}】您的车辆{plate}的维修报价为{amount}，请在{date} {time}前确认。',
    en: '[{store}] The quote for {plate} is {amount}. Please approve it by {date} {time}.',
  },
  'finding-quoted': {
    kind: 'service',
    zh: '【{store}】您的车辆{plate}检查发现需要增项，包含增项的总报价为{amount}，请在{date} {time}前决定。',
    en: '[{store}] We found further work on {plate}. With it the total is {amount}. Please decide by {date} {time}.',
  },
  'vehicle-ready': {
    kind: 'service',
    zh: '【{store}】您的车辆{plate}已完工，可以来店取车。',
    en: '[{store}] {plate} is ready for you.',
  },
  'settlement-issued': {
    kind: 'service',
    zh: '【{store}】您的车辆{plate}的结算单{number}已出具，应付{amount}。',
    en: '[{store}] The settlement {number} of {plate} is there. You pay {amount}.',
  },
  'payment-refunded': {
    kind: 'service',
    zh: '【{store}】已按原支付方式向您退款{amount}。',
    en: '[{store}] We refunded {amount} by the way you paid.',
  },
  'vehicle-delivered': {
    kind: 'service',
    zh: '【{store}】感谢您的光临，祝您用车愉快！车辆{plate}如有任何问题，请联系服务顾问{advisor}。',
    en: '[{store}] Thank you for your visit. For any question about {plate} please ask {advisor}.',
  },
} as const satisfies Record<string, Template>;

export type TemplateName = keyof typeof TEMPLATES;

/** `'a {b} c {d}'` → `'b' | 'd'` */
type Placeholders<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

/** The parameters of a template, in both languages. */
export type ParametersOf<Name extends TemplateName> = Record<
  Placeholders<(typeof TEMPLATES)[Name]['zh']> | Placeholders<(typeof TEMPLATES)[Name]['en']>,
  string
>;

/** A template with its parameters. */
export type Content = { [Name in TemplateName]: { template: Name; parameters: ParametersOf<Name> } }[TemplateName];

/** What may be read by others than the customer: without the link, which lets in whoever has it. */
export const withoutLink = ({ template, parameters }: Content): Content =>
  ({ template, parameters: { ...parameters, link: '' } }) as Content;

/** What the customer reads. */
export function textOf({ template, parameters }: Content, language: Language): string {
  const values: Readonly<Record<string, string>> = parameters;
  return TEMPLATES[template][language].replaceAll(/\{(\w+)\}/g, (_whole, name: string) => values[name] ?? '');
}
