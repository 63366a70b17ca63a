/**
 * How many images of a published training set train and how many validate: of 60,000 the first 50,000 and the last 10,000,
 * as in Ivanov & Michmizos (2021); of any other number, the last sixth validates.
 */
export const trainingPools = (count: number): { train: number; validation: number } => {
  const validation = Math.floor(count / 6);
  return { train: count - validation, validation };
};
