/** Runs in the thread of Node's module hooks: puts the edits into sources as they are loaded. */
import type { InitializeHook, LoadHook } from 'node:module';
import { applied, type Place } from './edit.js';

let places: readonly Place[] = [];

export const initialize: InitializeHook<readonly Place[]> = (given) => {
  places = given;
};

export const load: LoadHook = async (url, context, nextLoad) => {
  const loaded = await nextLoad(url, context);
  const here = places.filter(({ file }) => url.endsWith(`/${file}`));
  if (here.length === 0 || loaded.source === undefined || loaded.source === null) return loaded;
  const source =
    typeof loaded.source === 'string' ? loaded.source : Buffer.from(loaded.source as Uint8Array).toString();
  return { ...loaded, source: here.reduce((text, place) => applied(place, text), source) };
};
