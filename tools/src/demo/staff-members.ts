/** Who works at the Pudong store (SH001), by what they do there; users of the local issuer. */
export const STAFF = {
  advisors: ['chen.advisor', 'liu.advisor', 'zhao.advisor'],
  bookingAgent: 'he.booking',
  foreman: 'sun.foreman',
  inspector: 'qian.inspector',
  partsClerk: 'zhu.parts',
  /** Counts again what a colleague counted. */
  otherPartsClerk: 'xu.parts',
  buyer: 'gao.buyer',
  approver: 'lin.approver',
  cashier: 'luo.cashier',
  crmAgent: 'song.crm',
  manager: 'huang.manager',
  gate: 'dms.integration',
} as const;

export const STORE = { id: 'SH001', zone: 'Asia/Shanghai' } as const;

/** The store that helps out, and who hands parts out there. */
export const SISTER_STORE = { id: 'SH002', partsClerk: 'ren.parts' } as const;
