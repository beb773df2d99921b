export interface Call {
  at: number;
  /** Who is to be looked at then. */
  who: number;
}

/** A heap, the earliest call first: there are as many calls as touches, and more come while one goes on. */
export class Queue {
  readonly #calls: Call[] = [];

  get next(): number | undefined {
    return this.#calls[0]?.at;
  }

  add(call: Call): void {
    const calls = this.#calls;
    let place = calls.push(call) - 1;
    while (place > 0) {
      const above = (place - 1) >> 1;
      if (this.#at(above) <= call.at) break;
      calls[place] = calls[above] as Call;
      place = above;
    }
    calls[place] = call;
  }

  take(): Call | undefined {
    const [first] = this.#calls;
    const last = this.#calls.pop();
    if (last && this.#calls.length > 0) this.#sink(last);
    return first;
  }

  #at(place: number): number {
    return this.#calls[place]?.at ?? Number.POSITIVE_INFINITY;
  }

  #sink(call: Call): void {
    const calls = this.#calls;
    let place = 0;
    for (;;) {
      const left = 2 * place + 1;
      const below = this.#at(left + 1) < this.#at(left) ? left + 1 : left;
      if (this.#at(below) >= call.at) break;
      calls[place] = calls[below] as Call;
      place = below;
    }
    calls[place] = call;
  }
}
