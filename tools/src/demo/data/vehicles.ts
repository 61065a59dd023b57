import type { Powertrain } from '@pitlane/contracts';
import { vinCheckDigit } from '@pitlane/kernel';
import type { Vehicle } from './types.js';

type Row = readonly [
  vin: string,
  plate: string,
  make: string,
  makeZh: string,
  model: string,
  modelZh: string,
  modelYear: number,
  mileageKm: number,
  powertrain: Powertrain,
];

const ROWS: readonly Row[] = [
  ['LSVAC4182M2031846', '沪A7K326', 'SAIC-VW', '上汽大众', 'Lavida', '朗逸', 2021, 46_180, 'petrol'],
  ['LSVCD2A31L2017725', '沪B3M918', 'SAIC-VW', '上汽大众', 'Passat', '帕萨特', 2020, 63_420, 'petrol'],
  ['LSVUD65N2N2042093', '沪C8R157', 'SAIC-VW', '上汽大众', 'Tiguan L', '途观L', 2022, 31_260, 'petrol'],
  ['LSVXZ2CA8KN008614', '沪A5Q602', 'SAIC-VW', '上汽大众', 'Teramont', '途昂', 2019, 88_750, 'petrol'],
  ['LSVFA49J6P2060371', '沪E2T835', 'SAIC-VW', '上汽大众', 'Polo Plus', 'Polo Plus', 2023, 12_040, 'petrol'],
  ['LSVFB6E15PA011957', '沪AD36158', 'SAIC-VW', '上汽大众', 'ID.3', 'ID.3', 2023, 21_870, 'electric'],
  ['LSVUB6E43NA024480', '沪AD71926', 'SAIC-VW', '上汽大众', 'ID.4 X', 'ID.4 X', 2022, 38_590, 'electric'],
  ['LSVRM61T3J2005638', '沪D6H291', 'SAIC-VW', '上汽大众', 'Touran L', '途安L', 2018, 97_310, 'petrol'],
  ['LSVNA4BR7M2019268', '沪F9W470', 'SAIC-VW', '上汽大众', 'T-Cross', '途铠', 2021, 40_130, 'petrol'],
  ['LSVCE6A4XM2003174', '沪AF50283', 'SAIC-VW', '上汽大众', 'Passat PHEV', '帕萨特PHEV', 2021, 52_940, 'hybrid'],
  ['LFV3A23C6L3087412', '沪A1N583', 'FAW-VW', '一汽-大众', 'Magotan', '迈腾', 2020, 57_680, 'petrol'],
  ['LFV2A2BUXK3150936', '苏E4L79X', 'FAW-VW', '一汽-大众', 'Sagitar', '速腾', 2019, 82_450, 'petrol'],
  ['LFV2B2CD7M5029817', '沪G3Y168', 'FAW-VW', '一汽-大众', 'Golf', '高尔夫', 2021, 35_720, 'petrol'],
  ['LFV3A28W1L3043501', '沪A9V216', 'FAW-Audi', '一汽奥迪', 'A4L', 'A4L', 2020, 61_230, 'petrol'],
  ['LFMA180C9M0215843', '沪C2P935', 'FAW Toyota', '一汽丰田', 'Corolla Hybrid', '卡罗拉双擎', 2021, 44_610, 'hybrid'],
  ['LVGBE53K8NG036275', '沪B8U047', 'GAC Toyota', '广汽丰田', 'Camry', '凯美瑞', 2022, 29_840, 'petrol'],
  ['LHGCV165XK8014926', '沪H5D729', 'GAC Honda', '广汽本田', 'Accord', '雅阁', 2019, 76_300, 'petrol'],
  ['LVHRW2854L5021368', '浙F6B38K', 'Dongfeng Honda', '东风本田', 'CR-V', 'CR-V', 2020, 68_190, 'petrol'],
  ['LBV5V310XMMB04713', '沪A2X691', 'BMW Brilliance', '华晨宝马', '3 Series', '3系', 2021, 42_570, 'petrol'],
  ['LC0CE6CB1P0132859', '沪AF82617', 'BYD', '比亚迪', 'Qin PLUS DM-i', '秦PLUS DM-i', 2023, 26_480, 'hybrid'],
  ['L6T7952ZXNN017364', '沪J7S452', 'Geely', '吉利', 'Xingyue L', '星越L', 2022, 33_910, 'petrol'],
  ['LRWYGCEK1PC308245', '沪AD90374', 'Tesla', '特斯拉', 'Model Y', 'Model Y', 2023, 30_160, 'electric'],
  ['LVVDB21B3MD041587', '沪K4C806', 'Chery', '奇瑞', 'Tiggo 8', '瑞虎8', 2021, 49_230, 'petrol'],
  ['LGWEF4A57LH062739', '沪L8J153', 'GWM', '长城', 'Haval H6', '哈弗H6', 2020, 71_850, 'petrol'],
];

/**
 * The cars that come in, mostly the brand's own. Invented, yet right by the book: each VIN opens with its maker's code
 * and carries the check digit of GB 16735 and the year letter of GB 16737; new-energy cars have green plates
 * (D after the city for electric, F for plug-in hybrids), plain hybrids blue ones.
 */
export const VEHICLES: readonly Vehicle[] = ROWS.map(
  ([vin, plate, make, makeZh, model, modelZh, modelYear, mileageKm, powertrain]) => ({
    vin,
    plate,
    make,
    makeZh,
    model,
    modelZh,
    modelYear,
    mileageKm,
    powertrain,
  }),
);

/** The car with that index: those of `VEHICLES` first, then others of the same models with serial numbers and plates of their own. */
export function vehicleAt(index: number): Vehicle {
  const like = VEHICLES[index % VEHICLES.length];
  if (!like) throw new Error(`There is no car ${index}.`);
  if (index < VEHICLES.length) return like;
  const draft = like.vin.slice(0, -6) + String(700_000 + index);
  const vin = draft.slice(0, 8) + vinCheckDigit(draft) + draft.slice(9);
  const plate = like.plate.slice(0, -4) + String(1_000 + index);
  return { ...like, vin, plate, mileageKm: like.mileageKm + 37 * index };
}
