using System.Globalization;
using Microsoft.CodeAnalysis.Text;

namespace Artel.Generators;

/// <summary>Writes the generated part of a supervisor class: its base class and its definition.</summary>
internal static class SupervisorEmitter
{
    public static SourceText Emit(SupervisorModel supervisor)
    {
        var writer = GeneratedFile.Begin();
        if (supervisor.Namespace.Length > 0)
            writer.Open("namespace " + supervisor.Namespace);
        foreach (var container in supervisor.Containers)
            writer.Open(container);

        writer.Line($"/// <summary>The supervisor <c>{Literals.Xml(supervisor.Id)}</c>.</summary>");
        writer.Line(GeneratedFile.Attribute);
        writer.Open($"{supervisor.Header} : global::Artel.SupervisorProcess, global::Artel.IProcess");
        writer.Line("static global::Artel.ProcessDefinition global::Artel.IProcess.Definition => __artelDefinition;").Blank();
        writer.Line("private static readonly global::Artel.ProcessDefinition __artelDefinition = Define(").Indent();
        writer.Line($"{Literals.Text(supervisor.Id)},");
        writer.Line($"static () => new {supervisor.Type}(),");
        writer.Line("static supervisor => supervisor").Indent();
        var calls = Calls(supervisor).ToList();
        for (var i = 0; i < calls.Count; i++)
            writer.Line(calls[i] + (i == calls.Count - 1 ? ");" : ""));
        writer.Unindent().Unindent();
        writer.Close();

        for (var i = supervisor.Containers.Count + (supervisor.Namespace.Length > 0 ? 1 : 0); i > 0; i--)
            writer.Close();
        return writer.ToSourceText();
    }

    private static IEnumerable<string> Calls(SupervisorModel supervisor)
    {
        yield return $".{supervisor.Strategy}({supervisor.MaxRestarts.ToString(CultureInfo.InvariantCulture)}, Time({Literals.Text(supervisor.Within)}))";
        foreach (var child in supervisor.Children)
            yield return $".Child({Literals.Text(child.Id)}, {Literals.Text(child.Definition)}{Changes(child)})";
        foreach (var allowed in supervisor.Allows)
            yield return $".Allows({Literals.Text(allowed)})";
    }

    private static string Changes(ChildModel child)
    {
        var changes = new List<string>();
        if (child.Host is not null)
            changes.Add($"Host = {Literals.Text(child.Host)}");
        if (child.Restart != "Permanent")
            changes.Add($"Restart = global::Artel.RestartPolicy.{child.Restart}");
        if (child.Shutdown is not null)
            changes.Add($"Shutdown = global::Artel.Shutdown.Parse({Literals.Text(child.Shutdown)})");
        if (child.Arguments.Count > 0)
            changes.Add($"Arguments = global::System.Collections.Immutable.ImmutableArray.Create<object?>({string.Join(", ", child.Arguments)})");
        return changes.Count == 0 ? "" : $", static child => child with {{ {string.Join(", ", changes)} }}";
    }
}
