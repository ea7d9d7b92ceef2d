<?php
namespace Shop;

const LIMIT = 3;

/** A customer. */
class Customer extends Base
{
    private string $name = "class Fake {}";
    const MAX = 5;

    public function __construct(string $name) { $this->name = $name; }

    public function greet(): string { return "function notCode() {}"; }

    public static function make() { return new self("x"); }
}

interface Store { public function save(Customer $c): void; }
trait Logs { function log($m) {} }
enum Level { case Low; case High; }

function total(array $items) { return count($items); }
