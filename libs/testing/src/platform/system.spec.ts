import { currentScope, type OfStore, Stores, SystemScope } from '@pitlane/platform';

const storeWith = (id: string) => ({
  ...{ id, groupId: 'huadong', name: id, zone: 'Asia/Shanghai', brand: 'VW', closures: [], advisors: [] },
  ...{ openingHours: [], bookableSharePercent: 60, slotMinutes: 15 },
});

describe('work that no person asked for', () => {
  const system = new SystemScope(new Stores(['SH001', 'SH002', 'SH003'].map(storeWith)));

  it('is done in each store in that store’s scope; a store in which it fails holds up no other', async () => {
    const done: (readonly string[])[] = [];
    const work = system.inEachStore((store) => {
      if (store.id === 'SH002') return Promise.reject(new Error('its rows are locked'));
      done.push(currentScope().stores);
      return Promise.resolve();
    });

    await expect(work).rejects.toMatchObject({ errors: [new Error('its rows are locked')] });
    expect(done).toEqual([['SH001'], ['SH003']]);
  });

  it('is done in the stores alone that have some; all of them are asked at once', async () => {
    const asked: (readonly string[])[] = [];
    const done: string[] = [];
    const ask = (): Promise<OfStore[]> => {
      asked.push(currentScope().stores);
      return Promise.resolve([{ store_id: 'SH003' }]);
    };
    await system.inStoresWith(ask, ({ id }) => Promise.resolve(void done.push(id)));

    expect(asked).toEqual([['SH001', 'SH002', 'SH003']]);
    expect(done).toEqual(['SH003']);
  });
});
