import { attack, eventually, startService, type TestService } from '@pitlane/testing';
import { CrmModule } from './app.module.js';
import { aPhone } from './customers/testing.js';
import { migrations } from './migrations/index.js';
import { aVisit } from './timeline/testing.js';
import { aCar } from './vehicles/testing.js';

const service = startService(CrmModule, 'crm', migrations);
const person = { kind: 'person', name: '王小明', preferredChannel: 'sms', language: 'zh' };
const car = { make: '上汽大众', model: '朗逸', modelYear: 2021, powertrain: 'petrol', mileageKm: 46_180 };
const [absentCar, newCar, newPlate] = [aCar(), aCar(), aCar()];

/** The sister's rows are made in her own store: what is sealed for one store does not open when its rows are moved to another. */
const homes = ['SH002', 'SH001'];

/** A customer with a car who was told of a delivery; two calls are owed. */
async function plant(crm: TestService) {
  const store = homes.shift() ?? 'SH001';
  const agent = crm.as('crm-agent', { store });
  const [phone, { vin, plate }] = [aPhone(), aCar()];
  const { id: customerId } = (await agent.post<{ id: string }>('/v1/customers', { ...person, phone })).body;
  const vehicle = { ...car, vin, plate, ownerCustomerId: customerId };
  const { id: vehicleId } = (await agent.post<{ id: string }>('/v1/vehicles', vehicle)).body;
  const { delivered, repairOrderId } = aVisit({ customerId, vehicleId });
  await crm.deliver(delivered, { aggregateId: repairOrderId, storeId: store });
  const first = async (path: string): Promise<string | undefined> =>
    (await agent.get<{ items: { id: string }[] }>(path)).body.items[0]?.id;
  const notificationId = await eventually(() => first(`/v1/notifications?customerId=${customerId}&status=sent`));
  const followUpId = await eventually(() => first('/v1/follow-ups'));
  return { customerId, vehicleId, followUpId, notificationId, phone, vin, plate };
}

const CLAIMED = 'a store of the group learns of a customer or a car by claiming it';

describe('crm under attack', () => {
  attack(service, {
    plant,
    walls: ['database'],
    absent: { phone: aPhone(), ...absentCar },
    sharedInGroup: {
      'POST /v1/customers/claim body.phone': CLAIMED,
      'POST /v1/customers/claim all': CLAIMED,
      'POST /v1/vehicles/claim body.vin': CLAIMED,
      'POST /v1/vehicles/claim all': CLAIMED,
    },
    parameters: {
      '/v1/customers/:id': 'customerId',
      '/v1/vehicles/:id': 'vehicleId',
      '/v1/follow-ups/:id': 'followUpId',
    },
    queries: {
      'GET /v1/customers': ({ phone }) => ({ phone }),
      'GET /v1/vehicles': ({ vin }) => ({ vin }),
      'GET /v1/notifications': ({ customerId }) => ({ customerId }),
      'GET /v1/simulator/messages': ({ customerId }) => ({ customerId }),
    },
    publicRoutes: ['POST /v1/phone-codes', 'POST /v1/phone-codes/check'],
    anonymousLists: ['GET /v1/follow-ups/figures'],
    bodies: {
      'POST /v1/customers/claim': ({ phone }) => ({ phone }),
      'PATCH /v1/customers/:id': () => ({ name: '王大明' }),
      'POST /v1/vehicles': ({ customerId }) => ({ ...car, ...newCar, ownerCustomerId: customerId }),
      'POST /v1/vehicles/claim': ({ vin }) => ({ vin }),
      'POST /v1/vehicles/:id/owner': ({ customerId }) => ({ customerId }),
      'POST /v1/vehicles/:id/plate': () => ({ plate: newPlate.plate }),
      'POST /v1/follow-ups/:id/attempts': () => ({ result: 'unreachable' }),
      'POST /v1/customers/:id/erase': () => ({ reason: 'requested' }),
    },
  });
});
