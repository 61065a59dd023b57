/** What will happen to one car on the demonstration day. */
export interface Plan {
  /** Index of the customer and their car. */
  readonly guest: number;
  /** Local time of the visit. */
  readonly at: string;
  readonly operations: readonly string[];
  readonly complaint: string;
  /** Fault codes that the car tells its maker before the call, which leads to the booking. */
  readonly tells?: readonly string[];
  /** What the store does for the customer meanwhile; without it they wait (APT-15). */
  readonly meanwhile?: 'courtesy-car' | 'pick-up-and-return';
  readonly walkIn?: boolean;
  readonly noShow?: boolean;
  /** Confirms only when called about it. */
  readonly unconfirmed?: boolean;
  /** A part of it is not in stock when it is booked. */
  readonly partShort?: boolean;
  /** What the technician finds: an operation, and what the customer says to it. */
  readonly finding?: {
    operation: string;
    description: string;
    safetyCritical: boolean;
    decision: 'approved' | 'declined';
  };
  /** The final inspection fails the first time. */
  readonly rework?: { defectClass: string; cause: string };
  /** One of its parts comes back unused. */
  readonly returnsPart?: boolean;
  readonly pays: 'cash' | 'card' | 'wechat-pay' | 'alipay';
  /** The gateway calls back twice. */
  readonly callbackTwice?: boolean;
  readonly refundFen?: number;
}

/** Twenty cars: seventeen that were booked and come, one that stays away, two that just drive in. */
export const PLANS: readonly Plan[] = [
  { guest: 0, at: '08:00', operations: ['MNT-003'], complaint: '六万公里大保养', pays: 'wechat-pay' },
  { guest: 1, at: '08:00', operations: ['MNT-002', 'MNT-008'], complaint: '常规保养，空调有异味', pays: 'card' },
  {
    guest: 2, at: '08:15', operations: ['BRK-012'], complaint: '刹车时方向盘抖动', pays: 'wechat-pay',
    rework: { defectClass: 'torque-out-of-range', cause: '左前轮螺栓扭矩不足' },
  },
  {
    guest: 3, at: '08:30', operations: ['MNT-004'], complaint: '保养，顺便检查底盘', pays: 'card',
    finding: { operation: 'CHS-005', description: '前稳定杆连杆球头松旷', safetyCritical: true, decision: 'approved' },
  },
  { guest: 4, at: '08:30', operations: ['MNT-005'], complaint: '首次保养', pays: 'alipay' },
  { guest: 5, at: '09:00', operations: ['EVH-001'], complaint: '续航下降，检查动力电池', pays: 'wechat-pay', callbackTwice: true },
  { guest: 6, at: '09:15', operations: ['TYR-003', 'CHS-001'], complaint: '方向跑偏，轮胎偏磨', pays: 'wechat-pay' },
  {
    guest: 7, at: '09:30', operations: ['MNT-001'], complaint: '小保养', pays: 'cash',
    finding: { operation: 'BRK-010', description: '前制动片剩余 3 mm', safetyCritical: true, decision: 'declined' },
  },
  { guest: 8, at: '09:45', operations: ['ELE-001'], complaint: '早上打不着车', pays: 'alipay', refundFen: 5_000 },
  { guest: 9, at: '10:00', operations: ['MNT-002'], complaint: '保养', pays: 'card', noShow: true },
  { guest: 10, at: '10:15', operations: ['MNT-002'], complaint: '到店保养，没有预约', pays: 'wechat-pay', walkIn: true },
  { guest: 11, at: '10:30', operations: ['BRK-011'], complaint: '倒车时后轮有尖叫声', pays: 'card', partShort: true },
  { guest: 12, at: '11:00', operations: ['ENG-004'], complaint: '发动机抖动，故障灯亮', tells: ['P0301'], pays: 'wechat-pay', unconfirmed: true },
  { guest: 13, at: '11:15', operations: ['MNT-007', 'MNT-008', 'MNT-014'], complaint: '更换滤清器和雨刮', pays: 'card', returnsPart: true },
  { guest: 14, at: '12:45', operations: ['ACN-002'], complaint: '空调出风有霉味', pays: 'cash' },
  { guest: 15, at: '13:00', operations: ['TRN-001'], complaint: '换挡顿挫', pays: 'wechat-pay' },
  { guest: 16, at: '13:30', operations: ['MNT-009', 'MNT-012'], complaint: '加速无力', pays: 'alipay', callbackTwice: true },
  { guest: 17, at: '14:00', operations: ['TYR-004'], complaint: '轮胎扎钉', pays: 'wechat-pay', walkIn: true },
  { guest: 18, at: '14:15', operations: ['DIA-001'], complaint: '仪表提示发动机故障', pays: 'card' },
  { guest: 19, at: '14:30', operations: ['MNT-001'], complaint: '保养', pays: 'wechat-pay' },
]; // prettier-ignore
