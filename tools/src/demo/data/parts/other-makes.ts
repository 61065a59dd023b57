import type { Part } from '../types.js';
import { partsOf, type PartGroup } from './part-group.js';

const POOLED: Pick<PartGroup, 'unit' | 'origin' | 'supplier' | 'costPercent'> = {
  unit: 'piece',
  origin: 'genuine',
  supplier: 'OEM-POOL',
  costPercent: 76,
};

const toyota = { ...POOLED, brand: 'Toyota', fits: ['FAW Toyota Corolla Hybrid', 'GAC Toyota Camry'] };
const toyotaParts = [
  ...partsOf({ ...toyota, category: 'filter' }, [
    ['04152YZZA6', '机油滤芯（丰田）', 'Oil filter, Toyota', 4_800, 6, 24],
    ['178010H080', '空气滤清器（凯美瑞）', 'Air filter, Camry', 11_800, 2, 8],
    ['17801YZZ02', '空气滤清器（卡罗拉）', 'Air filter, Corolla', 9_800, 2, 8],
    ['8713930100', '空调滤清器（丰田）', 'Cabin filter, Toyota', 12_600, 4, 14],
    ['G92DH02030', '混动电池风扇滤网', 'Hybrid battery fan filter', 8_600, 2, 8],
  ]),
  ...partsOf({ ...toyota, category: 'brake' }, [
    ['0446533480', '前制动片（凯美瑞）', 'Front brake pads, Camry', 52_800, 1, 4],
    ['0446502390', '前制动片（卡罗拉）', 'Front brake pads, Corolla', 46_800, 1, 4],
  ]),
  ...partsOf({ ...toyota, category: 'ignition' }, [
    ['9091901275', '铱金火花塞（丰田）', 'Iridium spark plug, Toyota', 9_600, 8, 32],
  ]),
];

const honda = { ...POOLED, brand: 'Honda', fits: ['GAC Honda Accord', 'Dongfeng Honda CR-V'] };
const hondaParts = [
  ...partsOf({ ...honda, category: 'filter' }, [
    ['15400RBAF01', '机油滤清器（本田）', 'Oil filter, Honda', 4_600, 6, 24],
    ['172206A0A00', '空气滤清器（雅阁）', 'Air filter, Accord', 12_800, 2, 8],
    ['172205PAA00', '空气滤清器（CR-V）', 'Air filter, CR-V', 12_600, 2, 8],
    ['80292TBAA11', '空调滤清器（本田）', 'Cabin filter, Honda', 11_800, 4, 14],
    ['254505LJ003', '变速箱滤芯（本田CVT）', 'CVT filter, Honda', 18_600, 1, 4],
  ]),
  ...partsOf({ ...honda, category: 'brake' }, [
    ['45022TVAA00', '前制动片（雅阁）', 'Front brake pads, Accord', 48_600, 1, 4],
    ['43022TLAA00', '后制动片（CR-V）', 'Rear brake pads, CR-V', 42_600, 1, 4],
  ]),
  ...partsOf({ ...honda, category: 'ignition' }, [
    ['122906A0A01', '铱金火花塞（本田）', 'Iridium spark plug, Honda', 10_600, 8, 32],
  ]),
];

const bmw = { ...POOLED, brand: 'BMW', fits: ['BMW Brilliance 3 Series'] };
const bmwParts = [
  ...partsOf({ ...bmw, category: 'filter' }, [
    ['11428583898', '机油滤芯（宝马 B48）', 'Oil filter, BMW B48', 16_800, 2, 8],
    ['13718577170', '空气滤清器（宝马）', 'Air filter, BMW', 32_800, 1, 4],
    ['64119382886', '空调滤清器（宝马）', 'Cabin filter, BMW', 46_800, 1, 4],
  ]),
  ...partsOf({ ...bmw, category: 'brake' }, [
    ['34106888459', '前制动片（宝马3系）', 'Front brake pads, BMW 3 Series', 128_600, 0, 2],
    ['34356792289', '前制动片感应线', 'Front pad wear sensor', 16_800, 1, 4],
  ]),
  ...partsOf({ ...bmw, category: 'ignition' }, [
    ['12120040551', '火花塞（宝马 B48）', 'Spark plug, BMW B48', 18_600, 4, 12],
  ]),
];

const audiParts = partsOf(
  { ...POOLED, brand: 'Audi', supplier: 'FAW-CHANGCHUN', category: 'filter', fits: ['FAW-Audi A4L'] },
  [
    ['8W0133843C', '空气滤清器（奥迪A4L）', 'Air filter, Audi A4L', 26_800, 1, 4],
    ['4M0819439A', '空调滤清器（奥迪A4L）', 'Cabin filter, Audi A4L', 32_800, 1, 4],
  ],
);

const audiBrakes = partsOf(
  { ...POOLED, brand: 'Audi', supplier: 'FAW-CHANGCHUN', category: 'brake', fits: ['FAW-Audi A4L'] },
  [['8W0698151Q', '前制动片（奥迪A4L）', 'Front brake pads, Audi A4L', 118_600, 0, 2]],
);

const byd = { ...POOLED, supplier: 'NEV-LINGANG', brand: 'BYD', fits: ['BYD Qin PLUS DM-i'] };
const bydParts = [
  ...partsOf({ ...byd, category: 'filter' }, [
    ['BYD472QA1017040', '机油滤清器（比亚迪 1.5L）', 'Oil filter, BYD 1.5', 3_800, 4, 14],
    ['SA2E1109111', '空气滤清器（秦PLUS）', 'Air filter, Qin PLUS', 7_800, 2, 8],
    ['SA2E8121011', '空调滤清器（秦PLUS）', 'Cabin filter, Qin PLUS', 8_600, 2, 8],
  ]),
  ...partsOf({ ...byd, category: 'brake' }, [
    ['SA2E3501110', '前制动片（秦PLUS）', 'Front brake pads, Qin PLUS', 28_600, 1, 4],
  ]),
];

const geelyParts = partsOf({ ...POOLED, brand: 'Geely', category: 'filter', fits: ['Geely Xingyue L'] }, [
  ['1056022300', '机油滤清器（吉利 2.0T）', 'Oil filter, Geely 2.0T', 5_200, 2, 10],
  ['4032003200', '空气滤清器（星越L）', 'Air filter, Xingyue L', 8_800, 1, 5],
  ['8025530300', '空调滤清器（星越L）', 'Cabin filter, Xingyue L', 9_800, 1, 5],
]);

const tesla = { ...POOLED, supplier: 'NEV-LINGANG', brand: 'Tesla', fits: ['Tesla Model Y'] };
const teslaParts = [
  ...partsOf({ ...tesla, category: 'filter' }, [
    ['107273600G', '空调滤清器（特斯拉，一对）', 'Cabin filters, Tesla, pair', 26_800, 1, 5],
  ]),
  ...partsOf({ ...tesla, category: 'wiper' }, [
    ['107266900C', '前雨刮片（Model Y，一对）', 'Front wiper blades, Model Y, pair', 32_800, 1, 4],
  ]),
  ...partsOf({ ...tesla, category: 'brake' }, [
    ['104464101E', '前制动片（Model Y）', 'Front brake pads, Model Y', 98_600, 0, 2],
  ]),
];

const cheryParts = partsOf({ ...POOLED, brand: 'Chery', category: 'filter', fits: ['Chery Tiggo 8'] }, [
  ['E4G161012040', '机油滤清器（奇瑞 1.6T）', 'Oil filter, Chery 1.6T', 3_600, 2, 10],
  ['T181109111', '空气滤清器（瑞虎8）', 'Air filter, Tiggo 8', 6_800, 1, 5],
  ['T158107011', '空调滤清器（瑞虎8）', 'Cabin filter, Tiggo 8', 6_600, 1, 5],
]);

const havalParts = partsOf({ ...POOLED, brand: 'GWM', category: 'filter', fits: ['GWM Haval H6'] }, [
  ['1017110XEC01', '机油滤清器（长城 2.0T）', 'Oil filter, GWM 2.0T', 3_900, 2, 10],
  ['1109110XKZ16A', '空气滤清器（哈弗H6）', 'Air filter, Haval H6', 6_800, 1, 5],
  ['8104400XKZ16A', '空调滤清器（哈弗H6）', 'Cabin filter, Haval H6', 6_900, 1, 5],
]);

/** The wearing parts of the other makes that come to the store. */
export const OTHER_MAKE_PARTS: readonly Part[] = [
  ...toyotaParts,
  ...hondaParts,
  ...bmwParts,
  ...audiParts,
  ...audiBrakes,
  ...bydParts,
  ...geelyParts,
  ...teslaParts,
  ...cheryParts,
  ...havalParts,
];
