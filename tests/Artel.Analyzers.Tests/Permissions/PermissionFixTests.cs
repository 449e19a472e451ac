using Artel.CodeFixes;
using Verify = Artel.Analyzers.Tests.CSharpVerifier<Artel.Analyzers.PermissionAnalyzer>;

namespace Artel.Analyzers.Tests;

public class PermissionFixTests
{
    [Fact]
    public Task What_is_missing_is_declared_each_once_behind_what_is_there() => Verify.VerifyFixAsync<DeclarePermissionFix>(
        """
        using Artel;

        /// <summary>Works.</summary>
        [Process("app:worker")] // its id
        [Permission(Permissions.Monitor)] // watches
        public class Worker
        {
            private ProcessContext Process => null!;
            private void M(Pid pid)
            {
                Process.Monitor(pid);
                {|ART0101:Process.Send|}(pid, "one");
                {|ART0101:Process.Send|}(pid, "two");
                {|ART0101:{|ART0101:Process.Spawn|}|}("app:x", "app:host", default);
            }
        }
        """,
        """
        using Artel;

        /// <summary>Works.</summary>
        [Process("app:worker")] // its id
        [Permission(Permissions.Monitor)] // watches
        [Permission(Permissions.Send)]
        [Permission(Permissions.Host, "app:host")]
        [Permission(Permissions.Spawn, "app:x")]
        public class Worker
        {
            private ProcessContext Process => null!;
            private void M(Pid pid)
            {
                Process.Monitor(pid);
                Process.Send(pid, "one");
                Process.Send(pid, "two");
                Process.Spawn("app:x", "app:host", default);
            }
        }
        """);

    private static string OneLine(string attributes, string statement) => $$"""
        namespace N
        {
            [Artel.Process("app:worker")] {{attributes}}public class Worker
            {
                void M(Artel.ProcessContext process) => {{statement}};
            }

            class Permissions { }
        }
        """;

    [Fact]
    public Task Names_are_as_long_as_they_have_to_be() => Verify.VerifyFixAsync<DeclarePermissionFix>(
        OneLine("", "{|ART0101:process.Send|}(\"a\", \"t\")"),
        OneLine("[Artel.Permission(Artel.Permissions.Send)] ", "process.Send(\"a\", \"t\")"));

    [Theory]
    [InlineData(DeclarePermissionFix.OnResource, ", \"b\"")]
    [InlineData(DeclarePermissionFix.OnAny, "")]
    public Task Another_resource_is_added(string action, string resource) => Verify.VerifyFixAsync<DeclarePermissionFix>(
        OneLine("[Artel.Permission(\"process.registry.register\", \"a\")] ", "{|ART0102:process.Registry.Register|}(\"b\")"),
        OneLine(
            $"[{{|ART0103:Artel.Permission(\"process.registry.register\", \"a\")|}}] [Artel.Permission(Artel.Permissions.RegistryRegister{resource})] ",
            "process.Registry.Register(\"b\")"),
        action);

    [Theory]
    [InlineData("[Artel.Permission(\"process.registry.*\", \"a\")] ", "[Artel.Permission(\"process.registry.*\")] ")]
    [InlineData("[Artel.Permission(resource: \"a\", action: \"process.registry.register\")] ", "[Artel.Permission(action: \"process.registry.register\")] ")]
    public Task The_pattern_is_widened(string before, string after) => Verify.VerifyFixAsync<WidenPermissionFix>(
        OneLine(before, "{|ART0102:process.Registry.Register|}(\"b\")"),
        OneLine(after, "process.Registry.Register(\"b\")"));

    [Fact]
    public Task The_pattern_is_widened_for_what_is_not_known() => Verify.VerifyFixAsync<WidenPermissionFix>(
        OneLine("[Artel.Permission(\"process.send\", \"a\")] ", "{|ART0104:process.Send|}(\"b\", \"t\")"),
        OneLine("[Artel.Permission(\"process.send\")] ", "process.Send(\"b\", \"t\")"));

    [Fact]
    public Task What_is_unused_goes_with_its_line() => Verify.VerifyFixAsync<RemovePermissionFix>(
        """
        using Artel;

        // Works.
        [{|ART0103:Permission(Permissions.Link)|}]
        // Its id.
        [Process("app:worker"), {|ART0103:Permission(Permissions.Send)|}]
        [{|ART0103:Permission(Permissions.Unlink)|}] [System.Serializable]
        public class Worker
        {
            [{|ART0103:Permission(Permissions.Monitor)|}] void M() { }
        }
        """,
        """
        using Artel;

        // Works.
        // Its id.
        [Process("app:worker")]
        [System.Serializable]
        public class Worker
        {
            void M() { }
        }
        """);
}
