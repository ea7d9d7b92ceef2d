;; A WIT package in binary form, as `wasm-tools component wit --wasm` lays one out: two interfaces and a world. shop.wasm
;; is this, assembled and without names.
(component
  (type $types (component
    (type $i (instance
      (type $r (record (field "sku" string)))
      (export "item" (type $item (eq $r)))
      (export "price" (func (param "of" $item) (result u32)))))
    (export "acme:shop/types@1.0.0" (instance (type $i)))))
  (export "types" (type $types))
  (type $buying (component
    (type $i (instance
      (type $r (record (field "sku" string)))
      (export "item" (type (eq $r)))))
    (import "acme:shop/types@1.0.0" (instance $t (type $i)))
    (alias export $t "item" (type $item))
    (type $j (instance
      (alias outer 1 $item (type $outer))
      (export "item" (type $named (eq $outer)))
      (export "buy" (func (param "what" $named)))))
    (export "acme:shop/buying@1.0.0" (instance (type $j)))))
  (export "buying" (type $buying))
  (type $shop (component
    (type $w (component
      (type $i (instance
        (type $r (record (field "sku" string)))
        (export "item" (type $item (eq $r)))
        (export "price" (func (param "of" $item) (result u32)))))
      (import "acme:shop/types@1.0.0" (instance (type $i)))
      (export "open" (func (result bool)))))
    (export "acme:shop/shop@1.0.0" (component (type $w)))))
  (export "shop" (type $shop)))
