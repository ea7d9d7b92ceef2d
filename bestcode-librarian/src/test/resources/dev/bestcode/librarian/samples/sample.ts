/** A shape. */
export interface Shape {
  readonly area: number;
  scale(by: number): Shape;
}

export type Point = { x: number; y: number };

export enum Color { Red, Green = "g" }

export abstract class Base<T> implements Shape {
  area = 1;
  #secret = 2;
  constructor(private readonly size: number) {}
  abstract draw(): void;
  scale(by: number): Shape { const local = () => by; return this; }
  static make<U>(u: U): U { return u; }
  get double(): number { return 2 * this.area; }
}

export const arrow = async (a: string): Promise<void> => {};
export const LIMIT = 5;

namespace Inner {
  export function inside(): void {}
}

export default function main(): string {
  return `function not_code() ${LIMIT}`;
}
declare function outside(x: number): void;
