import type { Describe } from '@pitlane/contracts';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/**
 * What the doc comments of the classes in a folder say, at any depth: the descriptions of a schema are written once,
 * where the class is.
 * @throws Error when two classes share a name
 */
export function docComments(folder: string): Describe {
  const comments = new Map<string, string | undefined>();
  for (const declaration of sourceFiles(folder).flatMap(classesIn)) {
    const name = declaration.name?.text ?? '';
    if (comments.has(name)) throw new Error(`two classes are called ${name}`);
    comments.set(name, commentOf(declaration));
    for (const member of declaration.members.filter(ts.isPropertyDeclaration)) {
      comments.set(`${name}.${member.name.getText()}`, commentOf(member));
    }
  }
  return (shape, key) => comments.get(key === undefined ? shape.name : `${shape.name}.${key}`);
}

function sourceFiles(folder: string): ts.SourceFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.spec.ts'))
    .sort()
    .map((path) => ts.createSourceFile(path, readFileSync(join(folder, path), 'utf8'), ts.ScriptTarget.ES2022, true));
}

const classesIn = (source: ts.SourceFile): ts.ClassDeclaration[] => source.statements.filter(ts.isClassDeclaration);

function commentOf(node: ts.Node): string | undefined {
  const comment = ts.getJSDocCommentsAndTags(node).findLast(ts.isJSDoc)?.comment;
  return ts.getTextOfJSDocComment(comment)?.replaceAll(/\s+/g, ' ');
}
