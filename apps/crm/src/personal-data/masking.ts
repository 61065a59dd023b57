/** Who must reach the customer, or answers to them for their data; everyone else sees it masked (docs/personal-data.md). */
const ROLES_THAT_SEE = ['service-advisor', 'booking-agent', 'crm-agent'];

export const seesPersonalData = (role: string): boolean => ROLES_THAT_SEE.includes(role);

/** `13812341234` → `138****1234` */
export const maskedPhone = (phone: string): string => `${phone.slice(0, 3)}****${phone.slice(-4)}`;

/** `张小明` → `张**`: the first character, whatever the length. */
export const maskedName = (name: string): string => `${[...name].slice(0, 1).join('')}**`;

/** A phone as `maskedPhone`; of a WeChat id or an e-mail address the first two characters. */
export const maskedRecipient = (recipient: string): string =>
  /^\d{11}$/.test(recipient) ? maskedPhone(recipient) : `${recipient.slice(0, 2)}****`;
