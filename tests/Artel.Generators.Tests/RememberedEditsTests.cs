using CsCheck;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Artel.Generators.Tests;

/// <summary>
/// Whatever is edited, in whatever order, the same comes out as of a generator that sees the project for the first time. The edits are made
/// of few names, so that many of them change what a name means in a file that is not edited.
/// </summary>
public sealed class RememberedEditsTests
{
    /// <summary>What is remembered; each uses names that some line of <see cref="Lines"/> declares, or could.</summary>
    private static readonly string[] Users =
    [
        """
        namespace App
        {
            [Process(Ids.Worker)] [Permission("process.send", Ids.Target)]
            public sealed partial class Worker : Base
            {
                [OnMessage(Topics.Work)] private void Work(Job job, Mode mode = Modes.Usual, Part? part = null) { }
                [OnMessage("other")] private Task<Thing?> OtherAsync(Message message) => null!;
                [OnMessage("short")] private void Short(S alias, WorkerRef reference) { }
                [OnMessage("sent")] private void Sent([Sender] Pid from, [From] Pid? other) { }
            }
        }
        """,
        """
        namespace App.Inner
        {
            using Models;
            [Process("app:second")] public sealed partial class Second([Argument] Job job, Clock? clock = null) { [Note("note")] private void Note(List<Part> parts) { } }
            [Process(Plain)] public sealed partial class Third { private const string Plain = "app:third"; [OnMessage(Usual)] private void Usual1(IThing thing) { } }
        }
        """,
        """
        namespace App
        {
            public static class Api { [Function(Ids.Function)] public static Job? Add(Part part, Mode mode) => null; }
            [Supervisor(Ids.Tree)] [Child<Worker>(Topics.Work)] public sealed partial class Tree { }
            [Payload] public abstract record Thing : IThing { public sealed record One(Part Part, Mode? Mode) : Thing; }
        }
        """,
    ];

    /// <summary>What the other files are made of.</summary>
    private static readonly string[] Lines =
    [
        "", "namespace Nothing { }", "namespace App { internal static class Unused { } }", "namespace App { internal static class Unused2 { } }",
        "namespace App { public static class Ids { public const string Worker = \"app:worker\", Target = Function, Function = \"app:f\", Tree = Topics.Tree; } }",
        "namespace App { public static class Ids { public const string Worker = \"app:\" + Topics.Work, Target = \"x\", Function = Models.Names.Function, Tree = \"app:tree\"; } }",
        "namespace App { public static class Topics { public const string Work = \"work\", Tree = \"app:bush\"; } }",
        "namespace App { public static class Topics { public const string Work = Ids2.Other, Tree = \"app:bush\"; } }",
        "namespace App { public static class Ids2 { public const string Other = \"else\"; } }",
        "public static class Ids2 { public const string Other = \"outer\"; }",
        "namespace App.Models { public static class Names { public const string Function = \"app:g\"; } }",
        "namespace App.Inner { public static class Topics { public const string Work = \"inner\"; } }",
        "namespace App { public static class Modes { public const Mode Usual = Mode.One; } public enum Mode { One, Two } }",
        "namespace App { public static class Modes { public const Mode Usual = Mode.Two; } public enum Mode { Two, One } }",
        "namespace App { public static class Modes { public const Mode Usual = default; } } namespace App.Models { public enum Mode { One } }",
        "public enum Mode { Three }",
        "namespace App { public class Job : JobBase { public Part? Part { get; set; } } }", "namespace App { public sealed record Job(int X, IThing Thing); }",
        "namespace App.Models { public sealed record Job(long Y); }", "namespace App.Inner { public struct Job { public Mode Mode { get; set; } } }",
        "namespace App { public class JobBase : IThing { public int Number { get; set; } } }", "namespace App { public class JobBase : IDisposable { public void Dispose() { } } }",
        "namespace App { public partial interface IThing { } }", "namespace App { public partial interface IThing : IDisposable { } }",
        "namespace App { public interface IDisposable { } }", "namespace App { [Payload] public partial interface IThing { } }", "public interface IThing { }",
        "namespace App { public abstract class Base { protected class Part { } } }", "namespace App { public abstract class Base : Root { } }",
        "namespace App { public abstract class Root { [OnExit] protected void Ended(ExitEvent exit) { } protected enum Mode { Four } } }",
        "namespace App { public abstract class Root { } }",
        "namespace App { public sealed record Part(int Size); }", "namespace App { public sealed record Part(string Text, Mode Mode); }", "public sealed record Part(bool Global);",
        "namespace App { internal class Part { public Outer.Clock? Clock { get; set; } } public class Outer { public class Clock { public int Time { get; set; } } } }",
        "namespace App.Inner { public class Clock; }", "namespace App { public class Clock; }", "namespace App { public class Clock<T>; }",
        "namespace App { public class Message { } }", "namespace App.Inner { public class List<T> { } }", "namespace App { public class WorkerRef { } }",
        "namespace App { public class SenderAttribute : Attribute { } }", "namespace App { public class Sender : Attribute { } }", "global using From = Artel.SenderAttribute;",
        "namespace App.Inner { public class SecondRefExtensions { } }", "namespace App { public class AddFunction { } }", "namespace App { namespace Job { } }",
        "namespace App { public class OnMessageAttribute(string topic) : Attribute { } }", "namespace App { public class Process(string id) : Attribute { } }",
        "namespace App { public class ProcessAttribute(string id) : Attribute { } }", "namespace App { public class PermissionAttribute(string a, string b) : Attribute { } }",
        "namespace App { partial class Worker { [OnCancel] private void Cancelled() { } } }", "namespace App { partial class Tree { public Tree(int x) { } } }",
        "namespace App.Inner { partial class Second { private class Part { } } }", "namespace App { public class Task<T> { } }",
        "global using S = App.Job;", "global using S = System.String;", "global using App.Models;", "global using static App.Topics;",
        "global using Note = Artel.OnMessageAttribute;", "global using Note = System.ObsoleteAttribute;", "global using Usual = App.Modes;",
        "global using static App.Other; namespace App { public static class Other { public const string Usual = Topics.Work; } }",
        "namespace App { public static class Other { public const string Usual = \"usual\"; } }", "#nullable disable\nnamespace App { public class Clock { } }",
        "// <auto-generated/>\nnamespace App { public sealed record Part(string Text); }", "using S = App.Part; namespace App { public sealed record Job(S Part); }",
        "using S = App.Clock; namespace App { public sealed record Job(S Part); }", "namespace App { public sealed record J\\u006fb(int X); }",
        "namespace System { public class Guid2; }", "namespace System.Threading.Tasks { public class Task<T>; }", "namespace App { class C1",
        "namespace App { public delegate void Job(); }", "[assembly: System.Reflection.AssemblyMetadata(\"a\", \"b\")]", "extern alias X;",
    ];

    private const int Files = 7;

    [Fact]
    public void Edits_in_any_order_are_seen() => Verify(iterations: 40);

    private static void Verify(int iterations)
    {
        var line = Gen.Int[0, Lines.Length - 1];
        // Of two lines in a file one often says what the other one means.
        var file = Gen.Select(line, line, Gen.Bool).Select(static parts => parts.Item3 ? Order(Lines[parts.Item1], Lines[parts.Item2]) : Lines[parts.Item1]);
        Gen.Select(file.Array[Files], Gen.Select(Gen.Int[0, Files - 1], file).Array[6, 12]).Sample(
            static (start, edits) => VerifyAll(start, edits),
            iter: iterations,
            print: static sample => string.Join("\n", sample.Item1) + "\n\n" + string.Join("\n", sample.Item2.Select(static edit => $"{edit.Item1}: {edit.Item2}")));
    }

    /// <summary>Usings come first in a file.</summary>
    private static string Order(string x, string y) => y.Contains("using", StringComparison.Ordinal) || y.StartsWith('[') ? y + "\n" + x : x + "\n" + y;

    private static void VerifyAll(string[] start, (int File, string Text)[] edits)
    {
        string[] sources = [.. Users, .. start];
        var compilation = Compiler.Create(sources);
        var driver = Compiler.Driver().RunGenerators(compilation);
        foreach (var (file, text) in edits)
        {
            sources[Users.Length + file] = text;
            compilation = Compiler.Replace(compilation, Users.Length + file, text);
            driver = driver.RunGenerators(compilation);
            // New syntax trees, of which nothing can be remembered.
            Assert.Equal(Compiler.Texts(Compiler.Driver().RunGenerators(Compiler.Create(sources))), Compiler.Texts(driver));
        }
    }
}
