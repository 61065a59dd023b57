import type { Customer } from './types.js';

type Row = readonly [
  nameZh: string,
  namePinyin: string,
  mobile: string,
  email: string,
  preferredChannel: Customer['preferredChannel'],
  language: Customer['language'],
];

const ROWS: readonly Row[] = [
  ['陈建国', 'Chen Jianguo', '15400000001', 'jianguo.chen@example.com', 'wechat', 'zh'],
  ['王雅琴', 'Wang Yaqin', '15400000002', 'yaqin.wang@example.com', 'wechat', 'zh'],
  ['李明哲', 'Li Mingzhe', '15400000003', 'mingzhe.li@example.com', 'sms', 'zh'],
  ['张晓雯', 'Zhang Xiaowen', '15400000004', 'xiaowen.zhang@example.com', 'wechat', 'zh'],
  ['刘思远', 'Liu Siyuan', '15400000005', 'siyuan.liu@example.com', 'wechat', 'zh'],
  ['周子涵', 'Zhou Zihan', '15400000006', 'zihan.zhou@example.com', 'wechat', 'zh'],
  ['吴佳怡', 'Wu Jiayi', '15400000007', 'jiayi.wu@example.com', 'email', 'zh'],
  ['徐志强', 'Xu Zhiqiang', '15400000008', 'zhiqiang.xu@example.com', 'sms', 'zh'],
  ['孙丽华', 'Sun Lihua', '15400000009', 'lihua.sun@example.com', 'wechat', 'zh'],
  ['马俊杰', 'Ma Junjie', '15400000010', 'junjie.ma@example.com', 'wechat', 'zh'],
  ['朱慧敏', 'Zhu Huimin', '15400000011', 'huimin.zhu@example.com', 'sms', 'zh'],
  ['胡文博', 'Hu Wenbo', '15400000012', 'wenbo.hu@example.com', 'wechat', 'zh'],
  ['郭雨桐', 'Guo Yutong', '15400000013', 'yutong.guo@example.com', 'wechat', 'zh'],
  ['何凯文', 'He Kaiwen', '15400000014', 'kaiwen.he@example.com', 'email', 'en'],
  ['高淑芬', 'Gao Shufen', '15400000015', 'shufen.gao@example.com', 'sms', 'zh'],
  ['林浩然', 'Lin Haoran', '15400000016', 'haoran.lin@example.com', 'wechat', 'zh'],
  ['罗梦洁', 'Luo Mengjie', '15400000017', 'mengjie.luo@example.com', 'wechat', 'zh'],
  ['梁国栋', 'Liang Guodong', '15400000018', 'guodong.liang@example.com', 'sms', 'zh'],
  ['宋安娜', 'Song Anna', '15400000019', 'anna.song@example.com', 'email', 'en'],
  ['唐伟民', 'Tang Weimin', '15400000020', 'weimin.tang@example.com', 'wechat', 'zh'],
  ['许静怡', 'Xu Jingyi', '15400000021', 'jingyi.xu@example.com', 'wechat', 'zh'],
  ['韩嘉诚', 'Han Jiacheng', '15400000022', 'jiacheng.han@example.com', 'wechat', 'zh'],
  ['邓秀英', 'Deng Xiuying', '15400000023', 'xiuying.deng@example.com', 'sms', 'zh'],
  ['曹睿', 'Cao Rui', '15400000024', 'rui.cao@example.com', 'wechat', 'zh'],
];

/**
 * The owners of `VEHICLES`, one for one by index. Invented people: no operator has the 154 range,
 * and example.com takes no mail.
 */
export const CUSTOMERS: readonly Customer[] = ROWS.map(
  ([nameZh, namePinyin, mobile, email, preferredChannel, language]) => ({
    nameZh,
    namePinyin,
    mobile,
    email,
    preferredChannel,
    language,
  }),
);

/** The owner of `vehicleAt(index)`: those of `CUSTOMERS` first, then namesakes of theirs with other given names. */
export function customerAt(index: number): Customer {
  const [first, given] = [CUSTOMERS[index % CUSTOMERS.length], CUSTOMERS[(index * 7 + 3) % CUSTOMERS.length]];
  if (!first || !given) throw new Error(`There is no customer ${index}.`);
  if (index < CUSTOMERS.length) return first;
  const [surname] = first.namePinyin.split(' ');
  const [, givenName] = given.namePinyin.split(' ');
  return {
    ...first,
    nameZh: first.nameZh.slice(0, 1) + given.nameZh.slice(1),
    namePinyin: `${surname} ${givenName}`,
    mobile: `154${String(index + 1).padStart(8, '0')}`,
    email: `${givenName}.${surname}${index}@example.com`.toLowerCase(),
  };
}
