import { readFileSync } from 'node:fs';

/**
 * The variables with what files say of them: `NAME_FILE` names the file that holds `NAME`, as Kubernetes and compose mount
 * secrets, so that they need not stand in the environment.
 * @param names of the settings that may come so
 * @throws Error that names the variable whose file cannot be read, or that is given twice
 */
export function withFiles(names: readonly string[], variables: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const read = names.flatMap((name) => {
    const file = variables[`${name}_FILE`];
    if (!file) return [];
    if (variables[name]) throw new Error(`${name} and ${name}_FILE are both set.`);
    return [[name, textOf(name, file)] as const];
  });
  return { ...variables, ...Object.fromEntries(read) };
}

function textOf(name: string, file: string): string {
  try {
    return readFileSync(file, 'utf8').trimEnd();
  } catch {
    throw new Error(`${name}_FILE names no file that can be read.`);
  }
}
