import { execFileSync } from 'node:child_process';

/** The state of a git repository at a revision. */
export class Committed {
  private constructor(
    private readonly root: string,
    readonly revision: string,
  ) {}

  /** Undefined when the repository does not have the revision. */
  static at(root: string, revision: string): Committed | undefined {
    const commit = git(root, ['rev-parse', '--verify', '--quiet', `${revision}^{commit}`]);
    return commit === undefined ? undefined : new Committed(root, commit.trim());
  }

  /** Where the branch that a build server checks left the main branch; on the main branch itself the commit before. */
  static beforeBranch(root: string): Committed | undefined {
    const head = Committed.at(root, 'HEAD');
    const main = Committed.at(root, 'origin/main') ?? Committed.at(root, 'main');
    const fork = head && main && git(root, ['merge-base', head.revision, main.revision])?.trim();
    return Committed.at(root, fork === undefined || fork === head?.revision ? 'HEAD^' : fork);
  }

  /** The text of every file right in a folder, by file name; empty when there was no such folder. */
  files(folder: string): ReadonlyMap<string, string> {
    const paths = git(this.root, ['ls-tree', '-z', '--name-only', this.revision, `${folder}/`]) ?? '';
    return new Map(
      paths
        .split('\0')
        .filter((path) => path !== '')
        .map((path) => [path.slice(folder.length + 1), git(this.root, ['show', `${this.revision}:${path}`]) ?? '']),
    );
  }
}

function git(cwd: string, args: readonly string[]): string | undefined {
  try {
    return execFileSync('git', args, {
      cwd,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 2 ** 26,
    });
  } catch {
    return undefined;
  }
}
