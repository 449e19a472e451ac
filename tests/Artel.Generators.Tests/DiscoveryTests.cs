using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.Extensions.DependencyInjection;

namespace Artel.Generators.Tests;

/// <summary><c>AddDefinitions</c> over several assemblies.</summary>
public sealed class DiscoveryTests
{
    private const string Library = """
        [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("App")]
        namespace Lib;
        [Process("lib:worker")] internal sealed partial class Worker { }
        public static class LibDefinitions { public static ArtelBuilder AddLib(this ArtelBuilder artel) => artel.AddDefinitions(); }
        """;

    private const string Application = """
        namespace App;
        [Process("app:main")] public sealed partial class Main { }
        public static class Program { public static void Add(ArtelBuilder artel) => Lib.LibDefinitions.AddLib(artel.AddDefinitions()).AddDefinitions(); }
        """;

    [Fact]
    public void Adds_what_referenced_assemblies_have_and_each_once()
    {
        var library = Compiler.Run(Named("Lib", Library)).VerifyClean();
        var application = Compiler.Run(Named("App", Application).AddReferences(Compiler.Reference(library))).VerifyClean();
        Assert.Contains("global::Artel.Generated.OfLib.DefinitionRegistry.AddTo(artel);", application.Text("ArtelDefinitions.g.cs"), StringComparison.Ordinal);

        var context = new AssemblyLoadContext("discovery", isCollectible: true);
        context.LoadFromStream(new MemoryStream(Compiler.Image(library)));
        var loaded = context.LoadFromStream(new MemoryStream(Compiler.Image(application)));
        var artel = new ArtelBuilder(new ServiceCollection());
        loaded.GetType("App.Program")!.GetMethod("Add", BindingFlags.Public | BindingFlags.Static)!.Invoke(null, [artel]);
        Assert.Equal(["app:main", "lib:worker"], artel.Definitions.Keys.Order());
        context.Unload();
    }

    [Fact]
    public void Assemblies_that_see_each_other_s_internals_find_their_own()
    {
        var library = Compiler.Run(Named("Lib", Library)).VerifyClean();
        Compiler.Run(Named("App", "class C { static void Use(ArtelBuilder artel) => artel.AddDefinitions(); }").AddReferences(Compiler.Reference(library))).VerifyClean();
    }

    [Fact]
    public void Assembly_without_definitions_has_no_registry()
    {
        var library = Compiler.Run(Named("Lib", "public class C;")).VerifyClean();
        var application = Compiler.Run(Named("App", Application.Replace("Lib.LibDefinitions.AddLib", "", StringComparison.Ordinal)).AddReferences(Compiler.Reference(library))).VerifyClean();
        Assert.DoesNotContain("OfLib", application.Text("ArtelDefinitions.g.cs"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("My.App", "Artel.Generated.OfMy_2eApp")]
    [InlineData("My_App", "Artel.Generated.OfMy_5fApp")]
    [InlineData("3d-app", "Artel.Generated.Of3d_2dapp")]
    public void Name_of_an_assembly_makes_a_namespace_of_its_own(string assembly, string expected) =>
        Assert.Contains($"namespace {expected}\n", Compiler.Run(Named(assembly, "")).VerifyClean().Text("ArtelDefinitions.g.cs"), StringComparison.Ordinal);

    private static CSharpCompilation Named(string name, string source) => Compiler.Create(source).WithAssemblyName(name);
}
