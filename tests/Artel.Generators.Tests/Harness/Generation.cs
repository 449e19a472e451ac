using Microsoft.CodeAnalysis;

namespace Artel.Generators.Tests;

/// <summary>What a run of the generator gave.</summary>
internal sealed record Generation(GeneratorRunResult Result, Compilation Output)
{
    public IReadOnlyList<string> Files => [.. Result.GeneratedSources.Select(static source => source.HintName).Order(StringComparer.Ordinal)];

    /// <summary>The problems, as <c>ART0301 Source0.cs(1,2): text</c>.</summary>
    public IReadOnlyList<string> Problems =>
    [
        .. Result.Diagnostics
            .OrderBy(static problem => problem.Location.SourceSpan.Start)
            .Select(static problem => $"{problem.Id} {problem.Location.GetLineSpan().Path}({problem.Location.GetLineSpan().StartLinePosition}): {problem.GetMessage(null)}"),
    ];

    public string Text(string file) => Result.GeneratedSources.Single(source => source.HintName == file).SourceText.ToString();

    /// <summary>The generator reported nothing, and everything compiles without a warning.</summary>
    public Generation VerifyClean()
    {
        Assert.Empty(Problems);
        return VerifyCompiles();
    }

    /// <summary>What was generated, with what it was generated for, compiles without a warning.</summary>
    public Generation VerifyCompiles()
    {
        Assert.Null(Result.Exception);
        // That the sources of a test have no doc comments is no complaint about what was generated.
        var complaints = Output.GetDiagnostics().Where(static complaint => complaint.Severity >= DiagnosticSeverity.Warning
            && !(complaint.Id == "CS1591" && complaint.Location.GetLineSpan().Path.StartsWith("Source", StringComparison.Ordinal)));
        Assert.True(!complaints.Any(), string.Join("\n", complaints));
        return this;
    }
}
