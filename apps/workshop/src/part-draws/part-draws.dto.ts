import { Text, TextList } from '@pitlane/contracts';

export class RequestParts {
  /** Without it every line of the job that is not requested yet. */
  @TextList({ min: 1, optional: true }) lineIds?: string[];
}

export class DropPartLines {
  @TextList({ min: 1 }) lineIds!: string[];
  @Text(500) reason!: string;
}
