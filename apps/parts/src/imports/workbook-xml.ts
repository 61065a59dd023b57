import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { UnreadableFile } from './parts-import.errors.js';

/** An element of a workbook that has ended. */
export interface Element {
  /** Without its namespace. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Of a cell or a shared string: all that it says; nothing otherwise. */
  readonly text: string;
}

const LONGEST_ELEMENT_BYTES = 1024 * 1024;
const TEXTS = new Set(['t', 'v']);
const HOLDS_TEXT = new Set(['c', 'si']);

/** Reads a file of a workbook as its pieces come, and keeps none of it but the element that is open, at most 1 MiB. */
export class WorkbookXml {
  private readonly decoder = new TextDecoder();
  private readonly parser = new SaxesParser();
  private ended: Element[] = [];
  private text = '';
  private isText = false;
  private isPhonetic = false;
  private bytesSinceEnd = 0;

  constructor() {
    this.parser.on('error', () => {
      throw new UnreadableFile('not_xlsx');
    });
    this.parser.on('opentag', (tag) => this.open(nameOf(tag)));
    this.parser.on('text', (text) => this.say(text));
    this.parser.on('cdata', (text) => this.say(text));
    this.parser.on('closetag', (tag) => this.close(nameOf(tag), tag.attributes));
  }

  /** The elements that end in this piece. @throws UnreadableFile */
  read(bytes: Uint8Array): Element[] {
    this.parser.write(this.decoder.decode(bytes, { stream: true }));
    const ended = this.ended.splice(0);
    this.bytesSinceEnd = ended.length > 0 ? 0 : this.bytesSinceEnd + bytes.length;
    if (this.bytesSinceEnd > LONGEST_ELEMENT_BYTES) throw new UnreadableFile('not_xlsx');
    return ended;
  }

  /** @throws UnreadableFile when an element is open still */
  end(): void {
    this.parser.close();
  }

  private open(name: string): void {
    this.isPhonetic ||= name === 'rPh';
    this.isText = TEXTS.has(name) && !this.isPhonetic;
  }

  private say(text: string): void {
    if (this.isText) this.text += text;
  }

  private close(name: string, attributes: Readonly<Record<string, string>>): void {
    this.isText = false;
    if (name === 'rPh') this.isPhonetic = false;
    this.ended.push({ name, attributes, text: HOLDS_TEXT.has(name) ? this.text : '' });
    if (HOLDS_TEXT.has(name)) this.text = '';
  }
}

const nameOf = ({ name }: SaxesTagPlain): string => name.slice(name.indexOf(':') + 1);
