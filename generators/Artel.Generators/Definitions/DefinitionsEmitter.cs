using Microsoft.CodeAnalysis;

namespace Artel.Generators;

/// <summary>Writes <c>AddDefinitions</c>; also for an assembly without definitions, so that the call always compiles.</summary>
internal static class DefinitionsEmitter
{
    public static void Emit(SourceProductionContext context, DefinitionsModel definitions)
    {
        if (!definitions.References.Artel)
            return;

        var writer = GeneratedFile.Begin();
        writer.Open("namespace Artel");
        writer.Line("/// <summary>The definitions of this assembly.</summary>");
        writer.Line(GeneratedFile.Attribute);
        writer.Open("internal static class ArtelDefinitions");
        writer.Line("/// <summary>Adds every process class and every Lua definition of this assembly.</summary>");
        writer.Line("/// <param name=\"artel\">Where to add them.</param>");
        writer.Open("public static global::Artel.ArtelBuilder AddDefinitions(this global::Artel.ArtelBuilder artel)");
        foreach (var process in definitions.Processes)
            writer.Line($"artel.AddProcess<{process}>();");
        foreach (var file in definitions.LuaFiles)
        {
            if (!DefinitionIds.IsValid(file.Id))
                Report(context, GeneratorDiagnostics.MalformedId, file);
            else if (!definitions.References.Lua)
                Report(context, GeneratorDiagnostics.LuaNotReferenced, file);
            else
                EmitLua(writer, file);
        }

        writer.Line("return artel;").Close().Close().Close();
        context.AddSource("ArtelDefinitions.g.cs", writer.ToSourceText());
    }

    private static void EmitLua(IndentedWriter writer, LuaFile file)
    {
        var topics = Literals.Texts(file.Process.Messages.Select(static message => message.Topic));
        var permissions = file.Process.Permissions is { } declared ? DefinitionEmitter.Permissions(declared) : "null";
        writer.Line("global::Artel.Lua.LuaDefinitions.AddDeclared(").Indent();
        writer.Line($"artel, {Literals.Text(file.Id)}, {Literals.Text(file.Path)},");
        writer.Line($"topics: {topics},");
        writer.Line($"permissions: {permissions});");
        writer.Unindent();
    }

    private static void Report(SourceProductionContext context, DiagnosticDescriptor descriptor, LuaFile file) =>
        context.ReportDiagnostic(Problem.Create(descriptor, file.Process.Place, file.Id).ToDiagnostic());
}
