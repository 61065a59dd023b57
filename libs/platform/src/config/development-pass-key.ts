/** Both halves of the example key of RFC 8037 (appendix A), which everyone knows: for development only. */
export const DEVELOPMENT_PASS_KEY =
  'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A.11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo';
