namespace Artel.Generators.Tests;

/// <summary>
/// The compiler compares the names of generated files without regard to case, and one that comes twice takes all generated code with it.
/// C# and the ids of Lua definitions tell such names apart, so the generator has to as well.
/// </summary>
public sealed class FileNameTests
{
    [Theory]
    [InlineData("""[Process("app:a")] public sealed partial class Job; [Process("app:b")] public sealed partial class JOB;""", 2)]
    [InlineData("""[Supervisor("app:a")] [Child<W>("w")] public sealed partial class Tree; [Supervisor("app:b")] [Child<W>("w")] public sealed partial class TREE;""", 2)]
    [InlineData("""public static class Api { [Function("app:a")] public static void Run() { } [Function("app:b")] public static void RUN() { } }""", 2)]
    [InlineData("""public static class Api { [Function("app:a")] public static void Run() { } } [Process("app:b")] public sealed partial class RUNFunction;""", 2)]
    [InlineData("""[Supervisor("app:a")] [Child<W>("w")] public sealed partial class Tree { [Process("app:b")] public sealed partial class Supervisor; }""", 2)]
    [InlineData("""[Process("app:a")] public sealed partial class Job; public static partial class JOBRef { [Process("app:b")] public sealed partial class Reference; }""", 2)]
    [InlineData("""[Process("app:a")] public sealed partial class Job { [Process("app:b")] public sealed partial class Function; [Process("app:c")] public sealed partial class FUNCTION; }""", 3)]
    public void Names_that_differ_in_case_only_have_files_of_their_own(string source, int definitions)
    {
        var text = $$"""namespace App { [Process("app:w")] public sealed partial class W; {{source}} }""";
        Assert.Equal(definitions + 1, Count(Compiler.Run(text).VerifyClean()));
    }

    [Theory]
    [InlineData("ArtelPayloads")]
    [InlineData("ARTELPayloads")]
    [InlineData("ArtelDefinitions")]
    [InlineData("ArtelManifest")]
    [InlineData("ArtelFunctions")]
    public void Class_with_the_name_of_a_generated_file_has_a_file_of_its_own(string name) => Assert.Equal(2, Count(Compiler.Run($$"""
        public sealed record Job(int Id);
        [Process("app:w")] public sealed partial class {{name}} { [OnMessage("x")] private void X(Job job) { } }
        public static class Api { [Function("app:f")] public static void Run() { } }
        """).VerifyClean()));

    [Fact]
    public void Lua_definitions_whose_ids_differ_in_case_only_have_files_of_their_own()
    {
        LuaText[] lua =
        [
            new("lua/a.lua", "---@process lua:job\n---@message go { id: integer }\n"), new("lua/b.lua", "---@process lua:JOB\n---@message go { id: integer }\n"),
            new("lua/c.lua", "---@function lua:run\nreturn function(x) end\n"), new("lua/d.lua", "---@function lua:RUN\nreturn function(x) end\n"),
        ];
        var generation = Compiler.Run(Compiler.Create(Compiler.LuaEngine, """[Process("app:job")] public sealed partial class Job;"""), lua).VerifyClean();
        Assert.Equal(5, Count(generation));
        Assert.Equal(4, generation.Files.Count(static file => file.EndsWith(".Lua.g.cs", StringComparison.Ordinal)));
    }

    /// <summary>The definitions in the manifest, which is lost with all the rest when two files have one name.</summary>
    private static int Count(Generation generation) => generation.Text("ArtelManifest.g.cs").Split("\\\"id\\\"").Length - 1;
}
