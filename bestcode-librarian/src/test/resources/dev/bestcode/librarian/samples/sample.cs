using System;

namespace Shop
{
    /// <summary>A customer.</summary>
    public class Customer
    {
        private readonly int age;
        public string Name { get; set; }
        public event EventHandler Changed;
        public const int Limit = 3;

        public Customer(string name) { Name = name; }

        public int Age() => age;

        public static Customer Make() { var s = "class Fake {}"; return new Customer(s); }

        private class Nested { void Inside() {} }
    }

    public interface IStore { void Save(Customer c); }
    public struct Point { public int X; }
    public enum Level { Low, High }
    public record Order(int Id);
    public delegate void Handler(int x);
}
