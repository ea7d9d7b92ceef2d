# A shop.
module Shop
  LIMIT = 3

  # A customer.
  class Customer < Base
    attr_reader :name

    def initialize(name)
      @name = name
    end

    def greet
      "def not_code #{name}"
    end

    def self.make
      new("x")
    end

    def valid?
      true
    end
  end
end

def top_level
end
