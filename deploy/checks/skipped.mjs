/** Thrown by a check that needs a program that this machine lacks; its message names the program. */
export class Skipped extends Error {}
