using Microsoft.CodeAnalysis;

namespace Artel.Generators;

/// <summary>
/// Writes <c>AddDefinitions</c>; also for an assembly without definitions, so that the call always compiles. It is in a namespace of this
/// assembly's own, which the file imports for all others: where assemblies see each other's internals, each finds its own one only.
/// </summary>
internal static class DefinitionsEmitter
{
    private const string Builder = "global::Artel.ArtelBuilder";

    public static void Emit(SourceProductionContext context, DefinitionsModel definitions)
    {
        if (!definitions.References.Artel)
            return;

        foreach (var file in definitions.LuaFiles)
        {
            if (!DefinitionIds.IsValid(file.Id))
                Report(context, GeneratorDiagnostics.MalformedId, file);
            else if (!definitions.References.Lua)
                Report(context, GeneratorDiagnostics.LuaNotReferenced, file);
        }

        var space = definitions.References.Namespace;
        var hasDefinitions = definitions.Processes.Count > 0 || definitions.HasFunctions || definitions.UsableLuaFiles.Any();
        var writer = GeneratedFile.Begin();
        writer.Line($"global using static global::{space}.ArtelDefinitions;").Blank();
        if (hasDefinitions)
            writer.Line($"[assembly: global::Artel.DefinitionRegistry(typeof(global::{space}.DefinitionRegistry))]").Blank();
        writer.Open("namespace " + space);
        EmitAdd(writer, definitions, hasDefinitions);
        if (hasDefinitions)
            EmitRegistry(writer.Blank(), definitions);
        writer.Close();
        context.AddSource("ArtelDefinitions.g.cs", writer.ToSourceText());
    }

    private static void EmitAdd(IndentedWriter writer, DefinitionsModel definitions, bool hasDefinitions)
    {
        writer.Line("/// <summary>The definitions of this assembly and of those that it references.</summary>");
        writer.Line(GeneratedFile.Attribute);
        writer.Open("internal static class ArtelDefinitions");
        writer.Line("/// <summary>Adds every process class and every Lua definition of this assembly and of the referenced ones. Those that were added before are left out.</summary>");
        writer.Line("/// <param name=\"artel\">Where to add them.</param>");
        writer.Line("/// <exception cref=\"global::System.ArgumentException\">Two definitions have the same id.</exception>");
        writer.Open($"public static {Builder} AddDefinitions(this {Builder} artel)");
        foreach (var registry in definitions.References.Registries)
            writer.Line($"{registry}.AddTo(artel);");
        writer.Line(hasDefinitions ? "return DefinitionRegistry.AddTo(artel);" : "return artel;");
        writer.Close().Close();
    }

    private static void EmitRegistry(IndentedWriter writer, DefinitionsModel definitions)
    {
        writer.Line("/// <summary>The definitions of this assembly, for the generated code of those that reference it.</summary>");
        writer.Line("[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]");
        writer.Line(GeneratedFile.Attribute);
        writer.Open("public static class DefinitionRegistry");
        writer.Line("/// <summary>Adds them, unless they were added before.</summary>");
        writer.Line("/// <param name=\"artel\">Where to add them.</param>");
        writer.Line("/// <exception cref=\"global::System.ArgumentException\">Two definitions have the same id.</exception>");
        writer.Line($"public static {Builder} AddTo({Builder} artel) => artel.AddRegistry(typeof(DefinitionRegistry), static artel => AddAll(artel));").Blank();
        writer.Open($"private static void AddAll({Builder} artel)");
        foreach (var process in definitions.Processes)
            writer.Line($"artel.AddProcess<{process}>();");
        foreach (var file in definitions.UsableLuaFiles)
            EmitLua(writer, file);
        if (definitions.HasFunctions)
            writer.Line(FunctionRegistryEmitter.Call);
        writer.Close().Close();
    }

    private static void EmitLua(IndentedWriter writer, LuaFile file)
    {
        var topics = Literals.Texts(file.Process.Messages.Select(static message => message.Topic));
        var permissions = file.Process.Permissions is { } declared ? DefinitionEmitter.Permissions(declared) : "null";
        writer.Line("global::Artel.Lua.LuaDefinitions.AddDeclared(").Indent();
        writer.Line($"artel, {Literals.Text(file.Id)}, {Literals.Text(file.Path)},");
        writer.Line($"topics: {topics},");
        var method = file.Process.Entry is { } entry ? $",\n                method: {Literals.Text(entry)}" : "";
        var host = file.Process.Host is { } named ? $",\n                host: {Literals.Text(named)}" : "";
        writer.Line($"permissions: {permissions}{method}{host});");
        writer.Unindent();
        foreach (var queue in file.Process.Queues.Where(DefinitionIds.IsValid))
            writer.Line(FunctionRegistryEmitter.ConsumerOf(queue, Literals.Text(file.Id), default));
    }

    private static void Report(SourceProductionContext context, DiagnosticDescriptor descriptor, LuaFile file) =>
        context.ReportDiagnostic(Problem.Create(descriptor, file.Process.Place, file.Id).ToDiagnostic());
}
