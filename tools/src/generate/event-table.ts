import { type Describe, eventCatalogue } from '@pitlane/contracts';

const BEGIN = '<!-- events:begin (generated) -->';
const END = '<!-- events:end -->';

/**
 * The document with the list of all events between its markers.
 * @throws Error when it has no markers
 */
export function withEventTable(document: string, describe: Describe): string {
  const [before, rest] = document.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`the document lacks ${BEGIN} or ${END}`);
  return `${before}${BEGIN}\n\n${eventTable(describe)}\n\n${END}${after}`;
}

function eventTable(describe: Describe): string {
  const rows = eventCatalogue().map(({ type, eventClass }) => {
    return `| [\`${type}\`](../libs/contracts/schemas/${type}.json) | ${describe(eventClass) ?? ''} |`;
  });
  return ['| Event | What it tells |', '| --- | --- |', ...rows].join('\n');
}
