package sample

/** Greets. */
interface Greeter {
    fun greet(name: String): String
}

data class Person(val name: String, var age: Int)

enum class Level { LOW, HIGH }

object Registry {
    val all = mutableListOf<Person>()
    fun add(p: Person) { all.add(p) }
}

class Polite(private val prefix: String) : Greeter {
    override fun greet(name: String) = "$prefix $name"
    companion object Defaults {
        const val MAX = 5
    }
}

typealias Names = List<String>

fun main() {
    fun local() = 1
    println(local())
}

val top = 3
