using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Artel.Analyzers.Tests;

/// <summary>What holds for every rule.</summary>
public class RuleDescriptorTests
{
    /// <summary>The rules that nobody can mend mechanically.</summary>
    private static readonly string[] WithoutFix =
    [
        RuleIds.TopicIsEmpty,
        RuleIds.PayloadIsOfAnotherType,
        RuleIds.PermissionIsGrantedToNobody,
        RuleIds.IdIsMalformed,
        RuleIds.DefinitionIsDefinedTwice,
        RuleIds.DefinitionIsUnknown,
        RuleIds.HostIsUnknown,
        RuleIds.MainArgumentIsWrong,
        RuleIds.CallBlocksProcess,
        RuleIds.StateIsTouchedOutsideTurn,
        RuleIds.StateIsStatic,
        RuleIds.ProcessIsUsedDirectly,
        RuleIds.OutcomeIsIgnored,
        RuleIds.ProcessIsUsedAfterUpgrade,
        RuleIds.PayloadIsChanged,
        RuleIds.ExitIsUnseen,
        RuleIds.LuaSyntaxError,
        RuleIds.LuaArgumentCountIsWrong,
        RuleIds.LuaGlobalIsAssigned,
        RuleIds.LuaCodeIsUnreachable,
        RuleIds.LuaLocalIsShadowed,
        RuleIds.DurationIsNotPositive,
    ];

    private static readonly DiagnosticAnalyzer[] Analyzers =
        [.. Instances<DiagnosticAnalyzer>(typeof(ArtelAnalyzer).Assembly)];

    private static readonly DiagnosticDescriptor[] Rules = [.. typeof(RuleDescriptors)
        .GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
        .Where(field => field.FieldType == typeof(DiagnosticDescriptor))
        .Select(field => (DiagnosticDescriptor)field.GetValue(null)!)];

    /// <summary>The rules of the generator, by its release files: id, category, severity, title.</summary>
    private static readonly string[][] GeneratorRules = [.. new[] { "Shipped", "Unshipped" }
        .SelectMany(file => File.ReadLines(Path.Combine(TestPaths.Repository, "generators", "Artel.Generators", $"AnalyzerReleases.{file}.md")))
        .Where(line => line.StartsWith("ART", StringComparison.Ordinal))
        .Select(line => line.Split(" | "))];

    private static IEnumerable<T> Instances<T>(Assembly assembly) => assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(T)) && !type.IsAbstract)
        .Select(type => (T)Activator.CreateInstance(type)!);

    public static TheoryData<string> Ids => [.. Rules.Select(rule => rule.Id).Distinct()];

    private static DiagnosticDescriptor Rule(string id) => Assert.Single(Rules, rule => rule.Id == id);

    [Theory]
    [MemberData(nameof(Ids))]
    public void An_id_is_of_one_rule_and_in_the_list(string id)
    {
        Assert.Matches("^ART[0-9]{4}$", Rule(id).Id);
        Assert.Contains(id, typeof(RuleIds).GetFields().Select(field => (string)field.GetRawConstantValue()!));
    }

    [Fact]
    public void Every_id_in_the_list_has_a_rule() =>
        Assert.Equal(typeof(RuleIds).GetFields().Select(field => (string)field.GetRawConstantValue()!).Order(), Rules.Select(rule => rule.Id).Order());

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_is_reported_by_an_analyzer(string id) =>
        Assert.Contains(Analyzers, analyzer => analyzer.SupportedDiagnostics.Contains(Rule(id)));

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_has_its_page(string id)
    {
        Assert.Equal($"https://github.com/artel-dev/artel/blob/main/docs/rules/{id}.md", Rule(id).HelpLinkUri);
        var page = File.ReadAllText(Path.Combine(TestPaths.Repository, "docs", "rules", id + ".md"));
        AssertSays(page, id, Rule(id).Title.ToString(null), Rule(id).Category, Rule(id).DefaultSeverity.ToString());
    }

    [Fact]
    public void A_rule_of_the_generator_has_its_page()
    {
        Assert.NotEmpty(GeneratorRules);
        foreach (var rule in GeneratorRules)
            AssertSays(File.ReadAllText(Path.Combine(TestPaths.Repository, "docs", "rules", rule[0] + ".md")), rule[0], rule[3], rule[1], rule[2]);
    }

    private static void AssertSays(string page, string id, string title, string category, string severity)
    {
        Assert.StartsWith($"# {id}: {title}\n", page, StringComparison.Ordinal);
        foreach (var chapter in (string[])["Cause", "Why", "Wrong", "Right", "How to suppress", "Lua form"])
            Assert.Contains($"\n## {chapter}\n", page, StringComparison.Ordinal);
        Assert.Contains($"| Severity | {severity} |", page, StringComparison.Ordinal);
        Assert.Contains($"| Category | {category} |", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_index_lists_all_rules_and_no_other()
    {
        var listed = File.ReadLines(Path.Combine(TestPaths.Repository, "docs", "rules", "README.md"))
            .Where(line => line.StartsWith("| [ART", StringComparison.Ordinal));
        Assert.Equal(
            Rules.Select(rule => $"| [{rule.Id}]({rule.Id}.md) | {rule.Category} | {rule.DefaultSeverity} | {rule.Title} |")
                .Concat(GeneratorRules.Select(rule => $"| [{rule[0]}]({rule[0]}.md) | {rule[1]} | {rule[2]} | {rule[3]} |"))
                .Order(StringComparer.Ordinal),
            listed);
    }

    [Fact]
    public void Every_page_is_of_a_rule() => Assert.Equal(
        Rules.Select(rule => rule.Id).Concat(GeneratorRules.Select(rule => rule[0])).Order(StringComparer.Ordinal),
        Directory.GetFiles(Path.Combine(TestPaths.Repository, "docs", "rules"), "ART*.md").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_is_in_a_release_file(string id)
    {
        var folder = Path.Combine(TestPaths.Repository, "analyzers", "Artel.Analyzers");
        var releases = File.ReadAllText(Path.Combine(folder, "AnalyzerReleases.Shipped.md"))
            + File.ReadAllText(Path.Combine(folder, "AnalyzerReleases.Unshipped.md"));
        var severity = Rule(id).IsEnabledByDefault ? Rule(id).DefaultSeverity.ToString() : "Disabled";
        Assert.Contains($"\n{id} | {Rule(id).Category} | {severity} | ", releases, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_says_what_it_means(string id)
    {
        Assert.DoesNotMatch("[.!]$", Rule(id).Title.ToString(null));
        Assert.DoesNotMatch("[.!]$", Rule(id).MessageFormat.ToString(null));
        Assert.EndsWith(".", Rule(id).Description.ToString(null), StringComparison.Ordinal);
        Assert.Equal(id != RuleIds.OutcomeIsIgnored, Rule(id).IsEnabledByDefault);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_has_a_fix_or_is_known_to_have_none(string id)
    {
        var fixes = Instances<CodeFixProvider>(typeof(CodeFixes.ReservedTopicFix).Assembly);
        Assert.Equal(!WithoutFix.Contains(id), fixes.Any(fix => fix.FixableDiagnosticIds.Contains(id)));
    }

    [Fact]
    public void Fixes_load_where_the_oldest_compiler_runs() => Assert.DoesNotContain(
        typeof(CodeFixes.ReservedTopicFix).Assembly.GetReferencedAssemblies(),
        reference => reference.Name!.StartsWith("System.Composition", StringComparison.Ordinal));
}
