/** The statuses that the command ends with. */
export const status = { completed: 0, internalError: 1, badInput: 2, trialsFailed: 3, interrupted: 130 } as const;
