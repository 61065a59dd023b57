import { parseAllDocuments } from 'yaml';
import { run } from './run.mjs';
import { Skipped } from './skipped.mjs';

/**
 * @typedef {Record<string, any>} Fields of an object of Kubernetes; `models.mjs` checks their types
 * @typedef {{ apiVersion: string, kind: string, metadata: Fields, spec: Fields, data?: Record<string, string> }} Manifest
 * @typedef {{ owner: string, labels: Record<string, string>, spec: Fields }} Pod
 */

const WITH_PODS = ['Deployment', 'StatefulSet', 'Job'];

/** @param {Manifest} manifest */
export const nameOf = ({ kind, metadata }) => `${kind} ${metadata.name}`;

/** @type {Map<string, Manifest[]>} */
const rendered = new Map();

/**
 * @param {string} folder of a kustomization, from the root
 * @returns {Manifest[]}
 * @throws Skipped where there is no kubectl; Error with what kustomize says
 */
export function render(folder) {
  const known = rendered.get(folder);
  if (known) return known;
  const { isMissing, isOk, output, errors } = run('kubectl', ['kustomize', folder]);
  if (isMissing) throw new Skipped('kubectl is not on this machine');
  if (!isOk) throw new Error(`${folder} does not render: ${errors}`);
  const manifests = parseAllDocuments(output).map((document) => document.toJS());
  rendered.set(folder, manifests);
  return manifests;
}

/** @param {Manifest[]} manifests @param {string} kind */
export const ofKind = (manifests, kind) => manifests.filter((manifest) => manifest.kind === kind);

/** @param {Manifest[]} manifests @returns {Pod[]} as Deployments, StatefulSets and Jobs make them */
export const podsOf = (manifests) =>
  manifests
    .filter(({ kind }) => WITH_PODS.includes(kind))
    .map((manifest) => {
      const { metadata, spec } = manifest.spec.template;
      return { owner: nameOf(manifest), labels: metadata.labels, spec };
    });

/** @param {Record<string, string>} labels @param {Record<string, string> | undefined} selector */
export const matches = (labels, selector = {}) =>
  Object.entries(selector).every(([label, value]) => labels[label] === value);
