/** The house's own lint rules, as the ESLint plugin `pitlane`. Each is seen to fail in `tools/src/lint.spec.ts`. */

/** A rule that reports every node its selectors match. */
const refuse = (...refusals) => ({
  meta: { type: 'problem', schema: [] },
  create: (context) =>
    Object.fromEntries(refusals.map(([selector, message]) => [selector, (node) => context.report({ node, message })])),
});

const CLOCK = 'Time comes from the Clock: it is one for the whole platform, and tests move it.';
const PASSED_IN = 'A rule gives the same answer every time: ids and chance are passed in.';
const NO_IO = 'A rule does no I/O: the service does it around the rule.';

const clock = refuse(
  ["NewExpression[callee.name='Date'][arguments.length=0]", CLOCK],
  ["CallExpression[callee.object.name='Date'][callee.property.name='now']", CLOCK],
  ["CallExpression[callee.name='Date']", CLOCK],
  ["MemberExpression[object.name='Temporal'][property.name='Now']", CLOCK],
);

const pure = refuse(
  [':function[async=true]', NO_IO],
  ['AwaitExpression', NO_IO],
  ['ForOfStatement[await=true]', NO_IO],
  ["MemberExpression[object.name='Math'][property.name='random']", PASSED_IN],
  ["CallExpression[callee.property.name='randomUUID']", PASSED_IN],
  ['CallExpression[callee.name=/^(randomUUID|uuidv7)$/]', PASSED_IN],
);

const FINDERS =
  "CallExpression:matches([callee.property.name=/^find(One|AndCount)?(By)?$/], [callee.object.name='tx'][callee.property.name='list'])";
const isEntityClass = (node) =>
  node?.type === 'Identifier' && /^[A-Z].*[a-z]/.test(node.name) && node.name !== 'Boolean';
const isEmptyObject = (node) => node.type === 'ObjectExpression' && node.properties.length === 0;
const isUndefined = (node) => node.type === 'Identifier' && node.name === 'undefined';
const hasNoWhere = (node) =>
  node.type === 'ObjectExpression' &&
  node.properties.some(({ key, value }) => key?.name === 'where' && (isUndefined(value) || isEmptyObject(value)));

/** `find()`, `findBy({})`, `find({ where: undefined })`, and the same behind an entity class, as managers take it. */
const boundedFind = {
  meta: { type: 'problem', schema: [] },
  create: (context) => ({
    [FINDERS](node) {
      const [conditions] = isEntityClass(node.arguments[0]) ? node.arguments.slice(1) : node.arguments;
      if (conditions && !isUndefined(conditions) && !isEmptyObject(conditions) && !hasNoWhere(conditions)) return;
      context.report({ node, message: 'This reads the whole table: say which rows.' });
    },
  }),
};

const SQL_CALL = 'CallExpression[callee.property.name=/^(query|where|andWhere|orWhere|having|orderBy|addOrderBy)$/]';
const CONSTANT = 'Identifier[name=/^[A-Z][A-Z0-9_]*$/]';
const DDL = '[quasis.0.value.raw=/^\\s*(ALTER|COMMENT|CREATE|DO|DROP|GRANT|REVOKE)\\b/]';
const SQL = 'Values go into parameters ($1), never into the text; only a constant in CAPITALS may be part of it.';

/** SQL text is written, never built from values. DDL takes no parameters, so its names may be filled in. */
const staticSql = refuse(
  [`${SQL_CALL} > TemplateLiteral.arguments:first-child:not(${DDL}) > :not(TemplateElement, ${CONSTANT})`, SQL],
  [`${SQL_CALL} > BinaryExpression.arguments:first-child`, SQL],
  [
    `${SQL_CALL} > CallExpression.arguments:first-child[callee.property.name=/^(concat|join|replace|replaceAll)$/]`,
    SQL,
  ],
);

const saveThroughTx = refuse([
  "CallExpression[callee.property.name='save'][callee.object.name!='tx']",
  'Only tx.save() writes: it stores the rows, the version and the event together.',
]);

const CONSTRUCTOR = "MethodDefinition[kind='constructor'] > FunctionExpression";
const INJECTED = `ClassDeclaration[decorators.length>0] > ClassBody > ${CONSTRUCTOR}`;

/** Four parameters; six for a constructor that Nest calls, because nobody counts them at a call. */
const fewParameters = refuse(
  [`:function[params.length>4]:not(${INJECTED})`, 'More than four parameters: name them in an object.'],
  [`${INJECTED}[params.length>6]`, 'More than six collaborators: this class is two.'],
);

/** The callback of `describe` is a chapter, not a function. */
const isChapter = (node) => {
  const { callee } = node.parent.type === 'CallExpression' ? node.parent : {};
  const name = callee?.name ?? callee?.object?.name ?? callee?.callee?.object?.name;
  return name === 'describe';
};

const functionLength = {
  meta: { type: 'suggestion', schema: [{ type: 'integer', minimum: 1 }] },
  create: (context) => ({
    ':function'(node) {
      const [most] = context.options;
      const lines = node.loc.end.line - node.loc.start.line + 1;
      if (lines > most && !isChapter(node)) {
        context.report({ node, message: `This function has ${lines} lines; ${most} at most.` });
      }
    },
  }),
};

/** A switched-off rule is named, and the reason stands behind two dashes. */
const describedDisable = {
  meta: { type: 'problem', schema: [] },
  create: (context) => ({
    Program() {
      for (const { value, loc } of context.sourceCode.getAllComments()) {
        if (!/^\s*eslint-disable/.test(value) || /^\s*eslint-disable\S*\s+[^-\s][^]*?\s--\s+\S/.test(value)) continue;
        context.report({
          // Before the comment's line begins, where no directive reaches: the comment cannot silence this report.
          loc: { start: { line: loc.start.line, column: -1 }, end: loc.end },
          message: 'Name the rule and say why: eslint-disable-next-line the-rule -- the reason',
        });
      }
    },
  }),
};

export default {
  meta: { name: 'pitlane' },
  rules: {
    clock,
    pure,
    'bounded-find': boundedFind,
    'static-sql': staticSql,
    'save-through-tx': saveThroughTx,
    'few-parameters': fewParameters,
    'function-length': functionLength,
    'described-disable': describedDisable,
  },
};
