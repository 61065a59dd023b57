import type { Supplier } from './types.js';

/** Those who deliver to the store (PRT-8). Their domains are reserved for examples: no letter reaches anybody. */
export const SUPPLIERS: readonly Supplier[] = [
  {
    supplierCode: 'SVW-ANTING',
    nameZh: '上汽大众安亭配件中心',
    nameEn: 'SAIC Volkswagen parts center, Anting',
    email: 'orders@svw-anting.example.com',
    leadTimeDays: { stock: 4, daily: 2, emergency: 1, vor: 1 },
  },
  {
    supplierCode: 'FAW-CHANGCHUN',
    nameZh: '一汽系配件华东分拨中心',
    nameEn: 'FAW brands parts, East China depot',
    email: 'orders@faw-east.example.com',
    leadTimeDays: { stock: 7, daily: 4, emergency: 2, vor: 1 },
  },
  {
    supplierCode: 'OEM-POOL',
    nameZh: '浦东多品牌原厂件联采中心',
    nameEn: 'Pudong pool for genuine parts of other makes',
    email: 'orders@oem-pool.example.com',
    leadTimeDays: { stock: 6, daily: 3, emergency: 2, vor: 1 },
  },
  {
    supplierCode: 'BOSCH-AA',
    nameZh: '博世售后件华东经销处',
    nameEn: 'Bosch aftermarket, East China dealer',
    email: 'orders@bosch-aa.example.com',
    leadTimeDays: { stock: 3, daily: 2, emergency: 1, vor: 1 },
  },
  {
    supplierCode: 'LUBE-WGQ',
    nameZh: '外高桥润滑油供应站',
    nameEn: 'Waigaoqiao lubricants',
    email: 'orders@lube-wgq.example.com',
    leadTimeDays: { stock: 3, daily: 1, emergency: 1, vor: 1 },
  },
  {
    supplierCode: 'TYRE-HD',
    nameZh: '华东轮胎配送中心',
    nameEn: 'East China tyre distribution',
    email: 'orders@tyre-hd.example.com',
    leadTimeDays: { stock: 2, daily: 1, emergency: 1, vor: 1 },
  },
  {
    supplierCode: 'PAINT-JQ',
    nameZh: '金桥汽车涂料商行',
    nameEn: 'Jinqiao automotive paints',
    email: 'orders@paint-jq.example.com',
    leadTimeDays: { stock: 2, daily: 1, emergency: 1, vor: 1 },
  },
  {
    supplierCode: 'NEV-LINGANG',
    nameZh: '临港新能源汽车配件中心',
    nameEn: 'Lingang new-energy parts center',
    email: 'orders@nev-lingang.example.com',
    leadTimeDays: { stock: 8, daily: 4, emergency: 2, vor: 2 },
  },
];
